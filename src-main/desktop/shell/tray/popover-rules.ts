/**
 * A click on the icon takes the focus away first, so that the popover hides and the click would show it again:
 * for this long after hiding, a click means "hide" (menubar issue 274).
 */
const SAME_CLICK_MS = 250;

/** When the popover shows and hides. Times are monotonic or wall clock, in milliseconds. */
export class PopoverRules {
  isPinned: boolean;
  #isDragging = false;
  #hiddenAt = -Infinity;

  constructor(isPinned: boolean) {
    this.isPinned = isPinned;
  }

  /** The window lost the focus; true when it shall hide. While files are dragged it never does. */
  shouldHideOnBlur(now: number): boolean {
    if (this.isPinned || this.#isDragging) return false;
    this.#hiddenAt = now;
    return true;
  }

  /** A drag entered or left. The end of a drag does not hide the popover, because the result is shown. */
  setDragging(isOver: boolean): void {
    this.#isDragging = isOver;
  }

  onClick(isVisible: boolean, now: number): 'show' | 'hide' {
    return isVisible || now - this.#hiddenAt < SAME_CLICK_MS ? 'hide' : 'show';
  }
}
