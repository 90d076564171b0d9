import type { Desk } from './desk.ts';
import { dropTargets } from './portals/drop-targets.ts';
import { botItems } from './portals/bot-items.ts';
import { portalItems } from './portals/portal-items.ts';
import { watchItems } from './watches/watch-items.ts';

/** Tells the windows every list anew: portals, bots, watches, chats, and the history's counts. */
export function publishLists(desk: Desk): void {
  const { publish, engine } = desk;
  publish('watches', 'changed', watchItems(desk));
  publish('portals', 'changed', portalItems(desk));
  publish('bots', 'changed', botItems(desk));
  publish('drops', 'targetsChanged', dropTargets(desk));
  if (engine.isRunning) publish('uploads', 'stale', engine.engine.history.counts());
}
