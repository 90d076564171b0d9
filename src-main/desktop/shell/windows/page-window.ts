import { BrowserWindow, type BrowserWindowConstructorOptions } from 'electron';
import { appFile } from '../app/app-files.ts';
import type { WindowRegistry } from '../ipc/window-registry.ts';
import { pageUrl, type PageName } from '../ipc/page-origin.ts';
import { log } from '../app/log.ts';

/** After so many crashes of a page in a row it stays closed until it is opened again. */
const MAX_CRASHES = 3;

/**
 * Makes a window for one of our pages. Everything a page could use against us is spelled out here, in constants,
 * and a test reads this file to see that it stays so.
 */
export function createPageWindow(
  page: PageName,
  registry: WindowRegistry,
  options: Pick<
    BrowserWindowConstructorOptions,
    | 'x'
    | 'y'
    | 'width'
    | 'height'
    | 'minWidth'
    | 'minHeight'
    | 'frame'
    | 'resizable'
    | 'skipTaskbar'
    | 'fullscreenable'
    | 'maximizable'
    | 'minimizable'
    | 'type'
    | 'icon'
    | 'backgroundColor'
  >,
): BrowserWindow {
  const window = new BrowserWindow({
    ...options,
    show: false,
    title: 'Chatdrop',
    autoHideMenuBar: true,
    webPreferences: {
      preload: appFile('dist/desktop/preload/preload.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: import.meta.env.DEV,
    },
  });
  registry.add(window.webContents);
  recoverFromCrashes(window, page);
  void window.loadURL(pageUrl(page));
  return window;
}

/** A page that dies takes nothing with it: the engine lives in main. It is loaded again. */
function recoverFromCrashes(window: BrowserWindow, page: PageName): void {
  let crashes = 0;
  window.webContents.on('did-finish-load', () => (crashes = 0));
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit') return;
    log('error', 'a page has crashed', { page, reason, exitCode });
    if (window.isDestroyed()) return;
    crashes += 1;
    if (crashes <= MAX_CRASHES) window.webContents.reload();
    else window.destroy();
  });
}
