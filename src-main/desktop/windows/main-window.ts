import type { BrowserWindow } from 'electron';
import type { AppPublish } from '#contract/contract.ts';
import type { KnownWindows } from '../ipc/known-windows.ts';
import { createPageWindow } from './page-window.ts';

/** A part of the main window. */
export type Part = 'history' | 'watches' | 'portals' | 'settings' | 'setup';

export interface MainWindow {
  /** Shows the window, at this part and this upload where one is named. */
  open(part?: Part, upload?: number): void;
  /** For file dialogs; undefined while there is no window. */
  current(): BrowserWindow | undefined;
}

/** The one main window. Closing it ends the window, not the program. */
export function createMainWindow(known: KnownWindows, publish: AppPublish, icon: string): MainWindow {
  let window: BrowserWindow | undefined;

  const make = (): BrowserWindow => {
    const made = createPageWindow('window', known, {
      width: 1_100,
      height: 720,
      minWidth: 720,
      minHeight: 480,
      icon,
    });
    made.once('closed', () => (window = undefined));
    return (window = made);
  };

  return {
    current: () => window,
    open: (part, upload) => {
      const isNew = window === undefined;
      const shown = window ?? make();
      const navigate = () => {
        if (part !== undefined) {
          publish('app', 'navigate', { to: part, ...(upload === undefined ? {} : { upload }) });
        }
      };
      if (isNew) shown.webContents.once('did-finish-load', navigate);
      else navigate();
      if (shown.isMinimized()) shown.restore();
      shown.show();
      shown.focus();
    },
  };
}
