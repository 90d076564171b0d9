import { ipcMain } from 'electron';
import type { Answer } from '#contract/dispatch.ts';
import { CALL_CHANNEL, DROP_CHANNEL } from './channels.ts';
import { guard } from './guard.ts';
import type { KnownWindows } from './known-windows.ts';

/** Connects what the windows ask to what answers. Only the top frames of our own windows are heard. */
export function serve(windows: KnownWindows, answer: Answer, takeDrop: Answer): void {
  ipcMain.handle(CALL_CHANNEL, guard(windows, answer));
  ipcMain.handle(DROP_CHANNEL, guard(windows, takeDrop));
}
