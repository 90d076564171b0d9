import type { AppPublish } from '#contract/contract.ts';
import type { NoticeMessage } from '#contract/wire.ts';
import { NOTICE_CHANNEL } from './channels.ts';
import type { WindowRegistry } from './window-registry.ts';

/** Sends notices to our own windows only. */
export function createPublish(windows: WindowRegistry): AppPublish {
  return (room, name, payload) => {
    for (const contents of windows.all()) {
      if (!contents.isDestroyed()) {
        contents.send(NOTICE_CHANNEL, { room, name, payload } satisfies NoticeMessage);
      }
    }
  };
}
