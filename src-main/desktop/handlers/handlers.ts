import type { AppHandlers } from '#contract/contract.ts';
import type { Desk } from '../desk.ts';
import { appHandlers } from './app.ts';
import { botHandlers } from './bots.ts';
import { dialogHandlers } from './dialogs.ts';
import { dropHandlers } from './drops.ts';
import { portalHandlers } from './portals.ts';
import { updateHandlers } from './updates.ts';
import { uploadHandlers } from './uploads.ts';
import { onceBegun } from './once-begun.ts';
import { watchHandlers } from './watches.ts';

/**
 * One function for every call of the contract. A window may be there before the engine: what concerns uploads,
 * watches and portals is answered when it has begun.
 */
export function createHandlers(desk: Desk): AppHandlers {
  const begun = () => desk.engine.begun;
  return {
    app: appHandlers(desk),
    updates: updateHandlers(desk),
    uploads: onceBegun(uploadHandlers(desk), begun),
    drops: onceBegun(dropHandlers(desk), begun),
    watches: onceBegun(watchHandlers(desk), begun),
    portals: onceBegun(portalHandlers(desk), begun),
    bots: onceBegun(botHandlers(desk), begun),
    dialogs: onceBegun(dialogHandlers(desk), begun),
  };
}
