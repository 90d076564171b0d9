import { toFailure, type Answer } from '#contract/dispatch.ts';
import type { AppContext } from '../../app-context.ts';

export interface DropEntrypoints {
  /** Dropped items from the preload script of a window. */
  readonly fromPage: Answer;
  /** Paths from "Send to", a second instance or the tray. Shows the popover, which asks for the chat. */
  fromOutside(paths: readonly string[]): Promise<void>;
}

export function dropEntrypoints({ drops, popover, publish }: AppContext): DropEntrypoints {
  return {
    fromPage: async (items) => {
      try {
        return { ok: true, value: await drops.takeItems(items) };
      } catch (thrown) {
        return { ok: false, error: toFailure(thrown) };
      }
    },
    fromOutside: async (paths) => {
      await drops.receive(paths);
      popover.show();
      publish('drops', 'arrived', undefined);
    },
  };
}
