import { screen, type BrowserWindow, type Rectangle } from 'electron';
import { displaySet, fitBounds } from './fit-bounds.ts';
import type { SavedBounds, WindowBoundsStore } from './window-bounds-store.ts';

/** A window that is moved emits an event for every pixel. */
const SAVE_AFTER_MS = 500;

/** The saved bounds for the present displays, corrected if the window could not be reached there. */
export function lastBounds(store: WindowBoundsStore, name: string): SavedBounds | undefined {
  const displays = screen.getAllDisplays();
  const known = store.get(displaySet(displays), name);
  return known && { ...known, bounds: fitBounds(known.bounds, displays) };
}

/**
 * Saves the bounds that the user gives a window, and moves the window back when its display is removed.
 * @param isKept false while the program sets the bounds
 */
export function trackBounds(
  window: BrowserWindow,
  store: WindowBoundsStore,
  name: string,
  isKept: () => boolean = () => true,
): void {
  let timer: NodeJS.Timeout | undefined;
  const save = () => {
    clearTimeout(timer);
    timer = undefined;
    if (window.isDestroyed() || window.isMinimized() || !isKept()) return;
    const bounds: Rectangle = window.getNormalBounds();
    store.set(displaySet(screen.getAllDisplays()), name, { bounds, isMaximized: window.isMaximized() });
  };
  const saveSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(save, SAVE_AFTER_MS);
  };
  const fit = () => {
    if (window.isDestroyed() || !window.isVisible()) return;
    const bounds = window.getBounds();
    const fitting = fitBounds(bounds, screen.getAllDisplays());
    if (fitting !== bounds) window.setBounds(fitting);
  };
  window.on('resize', saveSoon);
  window.on('move', saveSoon);
  const saveNow = () => {
    if (timer !== undefined) save();
  };
  window.on('hide', saveNow);
  window.on('close', saveNow);
  screen.on('display-removed', fit);
  screen.on('display-metrics-changed', fit);
  window.once('closed', () => {
    clearTimeout(timer);
    screen.off('display-removed', fit);
    screen.off('display-metrics-changed', fit);
  });
}
