import type { AppHandlers } from '#contract/contract.ts';
import type { Desk } from '../desk.ts';
import { appHandlers } from './app.ts';
import { botHandlers } from './bots.ts';
import { dialogHandlers } from './dialogs.ts';
import { dropHandlers } from './drops.ts';
import { portalHandlers } from './portals.ts';
import { updateHandlers } from './updates.ts';
import { uploadHandlers } from './uploads.ts';
import { watchHandlers } from './watches.ts';

/** One function for every call of the contract. */
export function createHandlers(desk: Desk): AppHandlers {
  return {
    app: appHandlers(desk),
    updates: updateHandlers(desk),
    uploads: uploadHandlers(desk),
    drops: dropHandlers(desk),
    watches: watchHandlers(desk),
    portals: portalHandlers(desk),
    bots: botHandlers(desk),
    dialogs: dialogHandlers(desk),
  };
}
