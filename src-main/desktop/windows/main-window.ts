import type { BrowserWindow } from 'electron';
import type { Destination } from '#contract/app.ts';
import type { AppPublish } from '#contract/contract.ts';
import type { KnownWindows } from '../ipc/known-windows.ts';
import { showInDock } from './dock.ts';
import { keepPlace, lastPlace } from './keep-place.ts';
import { createPageWindow } from './page-window.ts';
import type { WindowPlaces } from './window-places.ts';

export interface MainWindow {
  /**
   * Shows the window, at this part and this upload where one is named: only for what the user has asked for. Where a
   * window begins otherwise is the page's own business.
   */
  open(part?: Destination['to'], upload?: number): void;
  /** Where the page is to go; it is told once. */
  takeDestination(): Destination | undefined;
  /** For file dialogs; undefined while there is no window. */
  current(): BrowserWindow | undefined;
}

export interface MainWindowOptions {
  readonly icon: string;
  /** Its colour until its page is drawn. */
  readonly ground: () => string;
  readonly places: WindowPlaces;
}

const NAME = 'main';

/** The one main window. Closing it ends the window, not the program. */
export function createMainWindow(
  known: KnownWindows,
  publish: AppPublish,
  { icon, ground, places }: MainWindowOptions,
): MainWindow {
  let window: BrowserWindow | undefined;
  let destination: Destination | undefined;

  const make = (): BrowserWindow => {
    const last = lastPlace(places, NAME);
    const made = createPageWindow('window', known, {
      width: 1_100,
      height: 720,
      ...last?.bounds,
      minWidth: 720,
      minHeight: 480,
      icon,
      backgroundColor: ground(),
    });
    if (last?.isMaximized === true) made.maximize();
    keepPlace(made, places, NAME);
    made.once('closed', () => {
      window = destination = undefined;
      showInDock(false);
    });
    showInDock(true);
    return (window = made);
  };

  return {
    current: () => window,
    takeDestination: () => {
      const taken = destination;
      destination = undefined;
      return taken;
    },
    open: (part, upload) => {
      const shown = window ?? make();
      if (part !== undefined) {
        destination = { to: part, ...(upload === undefined ? {} : { upload }) };
        // A page that is not there yet does not hear it, and asks when it is.
        publish('app', 'navigate', undefined);
      }
      if (shown.isMinimized()) shown.restore();
      shown.show();
      shown.focus();
    },
  };
}
