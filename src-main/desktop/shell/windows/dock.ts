import { app } from 'electron';

/**
 * macOS: the program lives in the menu bar and is in the Dock only while its main window is open, so that Cmd+Tab
 * reaches the window. `LSUIElement` in electron-builder.yml keeps the icon away at the start.
 */
export function showInDock(isShown: boolean): void {
  if (process.platform !== 'darwin') return;
  if (isShown) void app.dock?.show();
  else app.dock?.hide();
}
