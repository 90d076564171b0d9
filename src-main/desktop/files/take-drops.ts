import { toFailure, type Answer } from '#contract/dispatch.ts';
import type { Desk } from '../desk.ts';

export interface TakeDrops {
  /** What the preload script of a window hands over. */
  readonly fromPage: Answer;
  /** From "Send to", a second instance or the tray: shows the window that asks where they go. */
  fromOutside(paths: readonly string[]): Promise<void>;
}

export function takeDrops({ drops, popover, publish, hasTray, window }: Desk): TakeDrops {
  return {
    fromPage: async (items) => {
      try {
        return { ok: true, value: await drops.takeItems(items) };
      } catch (thrown) {
        return { ok: false, error: toFailure(thrown) };
      }
    },
    fromOutside: async (paths) => {
      const drop = await drops.takePaths(paths);
      if (hasTray()) popover.show();
      else window.open();
      const shown = hasTray() ? popover.current() : window.current();
      const tell = () => publish('drops', 'arrived', drop);
      if (shown?.webContents.isLoading() === true) shown.webContents.once('did-finish-load', tell);
      else tell();
    },
  };
}
