import { screen, type BrowserWindow, type Rectangle } from 'electron';
import type { KnownWindows } from '../ipc/known-windows.ts';
import { keepPlace, lastPlace } from '../windows/keep-place.ts';
import { createPageWindow } from '../windows/page-window.ts';
import type { WindowPlaces } from '../windows/window-places.ts';
import { popoverPlace } from './popover-place.ts';
import { PopoverRules } from './popover-rules.ts';

const SIZE = { width: 400, height: 600 };
const NAME = 'popover';

export interface Popover {
  /** A click on the icon: shows it there, or hides it. */
  toggle(icon: Rectangle | undefined): void;
  show(icon?: Rectangle): void;
  hide(): void;
  pin(isPinned: boolean): void;
  /** A drag over the window began or ended. */
  dragging(isOver: boolean): void;
  current(): BrowserWindow | undefined;
}

/** What a popover needs to know. */
export interface PopoverParts {
  readonly now: () => number;
  /** Its colour until its page is drawn. */
  readonly ground: () => string;
  readonly isPinned: boolean;
  readonly places: WindowPlaces;
}

/** The small window beside the tray icon; pinned, it stays on top as a drop window. */
export function createPopover(known: KnownWindows, { now, ground, isPinned, places }: PopoverParts): Popover {
  const rules = new PopoverRules(isPinned);
  let window: BrowserWindow | undefined;

  const make = (): BrowserWindow => {
    const made = createPageWindow('popover', known, {
      ...SIZE,
      frame: false,
      resizable: false,
      skipTaskbar: true,
      fullscreenable: false,
      maximizable: false,
      minimizable: false,
      backgroundColor: ground(),
    });
    made.on('blur', () => {
      if (rules.blurred(now())) made.hide();
    });
    // Beside the icon is where the program puts it; pinned, it is where the user has put it.
    keepPlace(made, places, NAME, () => rules.isPinned);
    made.once('closed', () => (window = undefined));
    return (window = made);
  };

  const show = (icon?: Rectangle) => {
    const shown = window ?? make();
    const display =
      icon === undefined
        ? screen.getDisplayNearestPoint(screen.getCursorScreenPoint())
        : screen.getDisplayMatching(icon);
    if (!shown.isVisible() || !rules.isPinned) {
      const last = rules.isPinned ? lastPlace(places, NAME)?.bounds : undefined;
      shown.setBounds(last === undefined ? popoverPlace(SIZE, icon, display) : { ...last, ...SIZE });
    }
    shown.setAlwaysOnTop(rules.isPinned, 'floating');
    shown.show();
    shown.focus();
  };

  return {
    show,
    hide: () => window?.hide(),
    toggle: (icon) => {
      if (rules.clicked(window?.isVisible() ?? false, now()) === 'hide') window?.hide();
      else show(icon);
    },
    pin: (isPinnedNow) => {
      rules.isPinned = isPinnedNow;
      window?.setAlwaysOnTop(isPinnedNow, 'floating');
    },
    dragging: (isOver) => rules.dragging(isOver),
    current: () => window,
  };
}
