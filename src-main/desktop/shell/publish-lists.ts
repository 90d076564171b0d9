import type { AppContext } from '../app-context.ts';
import { dropTargets } from '../services/drops/drop-targets.ts';
import { botItems } from '../services/portals/bot-items.ts';
import { portalItems } from '../services/portals/portal-items.ts';
import { watchItems } from '../services/watches/watch-items.ts';

/** Publishes all lists to the windows: portals, bots, watches, chats and the counts of the history. */
export function publishLists(context: AppContext): void {
  const { publish, engine } = context;
  publish('watches', 'changed', watchItems(context));
  publish('portals', 'changed', portalItems(context));
  publish('bots', 'changed', botItems(context));
  publish('drops', 'targetsChanged', dropTargets(context));
  if (engine.isRunning) publish('uploads', 'stale', engine.engine.history.counts());
}
