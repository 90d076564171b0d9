import { screen, type BrowserWindow, type Rectangle } from 'electron';
import type { WindowRegistry } from '../ipc/window-registry.ts';
import { trackBounds, lastBounds } from '../windows/track-bounds.ts';
import { createPageWindow } from '../windows/page-window.ts';
import type { WindowBoundsStore } from '../windows/window-bounds-store.ts';
import { popoverPosition } from './popover-position.ts';
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
  setDragging(isOver: boolean): void;
  current(): BrowserWindow | undefined;
}

export interface PopoverDeps {
  readonly now: () => number;
  /** Shown until the page is drawn. */
  readonly backgroundColor: () => string;
  readonly isPinned: boolean;
  readonly bounds: WindowBoundsStore;
}

/** The small window beside the tray icon; pinned, it stays on top as a drop window. */
export function createPopover(
  registry: WindowRegistry,
  { now, backgroundColor: background, isPinned, bounds }: PopoverDeps,
): Popover {
  const rules = new PopoverRules(isPinned);
  let window: BrowserWindow | undefined;

  const create = (): BrowserWindow => {
    const made = createPageWindow('popover', registry, {
      ...SIZE,
      frame: false,
      resizable: false,
      skipTaskbar: true,
      fullscreenable: false,
      maximizable: false,
      minimizable: false,
      backgroundColor: background(),
    });
    made.on('blur', () => {
      if (rules.shouldHideOnBlur(now())) made.hide();
    });
    // Beside the icon is where the program puts it; pinned, it is where the user has put it.
    trackBounds(made, bounds, NAME, () => rules.isPinned);
    made.once('closed', () => (window = undefined));
    return (window = made);
  };

  const show = (icon?: Rectangle) => {
    const shown = window ?? create();
    const display =
      icon === undefined
        ? screen.getDisplayNearestPoint(screen.getCursorScreenPoint())
        : screen.getDisplayMatching(icon);
    if (!shown.isVisible() || !rules.isPinned) {
      const last = rules.isPinned ? lastBounds(bounds, NAME)?.bounds : undefined;
      shown.setBounds(last === undefined ? popoverPosition(SIZE, icon, display) : { ...last, ...SIZE });
    }
    shown.setAlwaysOnTop(rules.isPinned, 'floating');
    shown.show();
    shown.focus();
  };

  return {
    show,
    hide: () => window?.hide(),
    toggle: (icon) => {
      if (rules.onClick(window?.isVisible() ?? false, now()) === 'hide') window?.hide();
      else show(icon);
    },
    pin: (isPinnedNow) => {
      rules.isPinned = isPinnedNow;
      window?.setAlwaysOnTop(isPinnedNow, 'floating');
    },
    setDragging: (isOver) => rules.setDragging(isOver),
    current: () => window,
  };
}
