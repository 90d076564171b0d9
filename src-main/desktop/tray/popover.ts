import { screen, type BrowserWindow, type Rectangle } from 'electron';
import type { KnownWindows } from '../ipc/known-windows.ts';
import { createPageWindow } from '../windows/page-window.ts';
import { popoverPlace } from './popover-place.ts';
import { PopoverRules } from './popover-rules.ts';

const SIZE = { width: 400, height: 600 };

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
}

/** The small window beside the tray icon; pinned, it stays on top as a drop window. */
export function createPopover(known: KnownWindows, { now, ground, isPinned }: PopoverParts): Popover {
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
    made.once('closed', () => (window = undefined));
    return (window = made);
  };

  const show = (icon?: Rectangle) => {
    const shown = window ?? make();
    const display =
      icon === undefined
        ? screen.getDisplayNearestPoint(screen.getCursorScreenPoint())
        : screen.getDisplayMatching(icon);
    if (!shown.isVisible() || !rules.isPinned) shown.setBounds(popoverPlace(SIZE, icon, display));
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
