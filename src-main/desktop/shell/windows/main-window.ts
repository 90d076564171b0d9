import type { BrowserWindow } from 'electron';
import type { Destination } from '#contract/app.ts';
import type { AppPublish } from '#contract/contract.ts';
import type { WindowRegistry } from '../ipc/window-registry.ts';
import { showInDock } from './dock.ts';
import { trackBounds, lastBounds } from './track-bounds.ts';
import { createPageWindow } from './page-window.ts';
import type { WindowBoundsStore } from './window-bounds-store.ts';

export interface MainWindow {
  /**
   * Shows the window, on this page and upload if given. Give them only for an action of the user. Otherwise the page
   * chooses where it starts.
   */
  open(part?: Destination['to'], upload?: number): void;
  /** The page that the window should show. Returned once. */
  takeDestination(): Destination | undefined;
  /** For file dialogs; undefined while there is no window. */
  current(): BrowserWindow | undefined;
}

export interface MainWindowOptions {
  readonly icon: string;
  /** Its colour until its page is drawn. */
  readonly backgroundColor: () => string;
  readonly bounds: WindowBoundsStore;
}

const NAME = 'main';

/** The one main window. Closing it ends the window, not the program. */
export function createMainWindow(
  registry: WindowRegistry,
  publish: AppPublish,
  { icon, backgroundColor: background, bounds }: MainWindowOptions,
): MainWindow {
  let window: BrowserWindow | undefined;
  let destination: Destination | undefined;

  const create = (): BrowserWindow => {
    const last = lastBounds(bounds, NAME);
    const made = createPageWindow('window', registry, {
      width: 1_100,
      height: 720,
      ...last?.bounds,
      minWidth: 720,
      minHeight: 480,
      icon,
      backgroundColor: background(),
    });
    if (last?.isMaximized === true) made.maximize();
    trackBounds(made, bounds, NAME);
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
      const shown = window ?? create();
      if (part !== undefined) {
        destination = { to: part, ...(upload === undefined ? {} : { upload }) };
        // A page that is still loading misses this notice and asks for the destination when it is ready.
        publish('app', 'navigate', undefined);
      }
      if (shown.isMinimized()) shown.restore();
      shown.show();
      shown.focus();
    },
  };
}
