import type { AppHandlers } from '#contract/contract.ts';
import type { AppContext } from '../app-context.ts';
import { appHandlers } from './app.ts';
import { botHandlers } from './bots.ts';
import { dialogHandlers } from './dialogs.ts';
import { dropHandlers } from './drops.ts';
import { portalHandlers } from './portals.ts';
import { updateHandlers } from './updates.ts';
import { uploadHandlers } from './uploads.ts';
import { afterStartup } from './after-startup.ts';
import { watchHandlers } from './watches.ts';

/**
 * One function for every call of the contract. A window may open before the engine. Calls about uploads, watches and
 * portals are answered after startup.
 */
export function createHandlers(context: AppContext): AppHandlers {
  const ready = () => context.engine.ready;
  return {
    app: appHandlers(context),
    updates: updateHandlers(context),
    uploads: afterStartup(uploadHandlers(context), ready),
    drops: afterStartup(dropHandlers(context), ready),
    watches: afterStartup(watchHandlers(context), ready),
    portals: afterStartup(portalHandlers(context), ready),
    bots: afterStartup(botHandlers(context), ready),
    dialogs: afterStartup(dialogHandlers(context), ready),
  };
}
