import { ipcMain } from 'electron';
import type { Answer } from '#contract/dispatch.ts';
import { CALL_CHANNEL, DROP_CHANNEL } from './channels.ts';
import { guard } from './guard.ts';
import type { WindowRegistry } from './window-registry.ts';

/** Registers the IPC handlers. They accept only the top frames of our own windows. */
export function serve(windows: WindowRegistry, answer: Answer, takeDrop: Answer): void {
  ipcMain.handle(CALL_CHANNEL, guard(windows, answer));
  ipcMain.handle(DROP_CHANNEL, guard(windows, takeDrop));
}
