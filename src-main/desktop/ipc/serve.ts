import { ipcMain, type IpcMainInvokeEvent } from 'electron';
import type { Answer } from '#contract/dispatch.ts';
import type { Reply } from '#contract/wire.ts';
import { CALL_CHANNEL, DROP_CHANNEL } from './channels.ts';
import type { KnownWindows } from './known-windows.ts';

const STRANGER: Reply = { ok: false, error: { code: 'internal' } };

/** Connects what the windows ask to what answers. Only the top frames of our own windows are heard. */
export function serve(windows: KnownWindows, answer: Answer, takeDrop: Answer): void {
  const guarded = (answers: Answer) => async (event: IpcMainInvokeEvent, message: unknown) =>
    windows.knows(event.sender, event.senderFrame) ? answers(message) : STRANGER;
  ipcMain.handle(CALL_CHANNEL, guarded(answer));
  ipcMain.handle(DROP_CHANNEL, guarded(takeDrop));
}
