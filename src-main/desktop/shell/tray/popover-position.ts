export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A screen: its bounds, and the area without taskbar, dock and menu bar. Device-independent pixels. */
export interface Screen {
  readonly bounds: Rectangle;
  readonly workArea: Rectangle;
}

/** Between the popover and the edges of the work area. */
const GAP = 8;

/**
 * Places the popover beside the icon, centred on it, at the side of the taskbar and completely in the work area. It
 * covers the icon only if the screen has no room for both. Without an icon (Linux reports no bounds) it goes to the
 * corner of the tray.
 */
export function popoverPosition(size: Size, icon: Rectangle | undefined, screen: Screen): Rectangle {
  const { workArea } = screen;
  const anchor = icon === undefined || icon.width === 0 ? cornerOf(screen) : icon;
  const centred = {
    x: anchor.x + anchor.width / 2 - size.width / 2,
    y: anchor.y + anchor.height / 2 - size.height / 2,
  };
  const wanted = { ...centred, ...edge(size, anchor, screen) };
  return {
    x: Math.round(within(wanted.x, workArea.x + GAP, workArea.x + workArea.width - size.width - GAP)),
    y: Math.round(within(wanted.y, workArea.y + GAP, workArea.y + workArea.height - size.height - GAP)),
    width: size.width,
    height: Math.min(size.height, workArea.height - 2 * GAP),
  };
}

/** The coordinate that puts the popover against the taskbar, or the icon where a bar that hides itself shows it. */
function edge(size: Size, icon: Rectangle, screen: Screen): { x: number } | { y: number } {
  const { workArea } = screen;
  switch (sideOf(icon, screen)) {
    case 'top':
      return { y: Math.max(workArea.y, icon.y + icon.height) + GAP };
    case 'bottom':
      return { y: Math.min(workArea.y + workArea.height, icon.y) - size.height - GAP };
    case 'left':
      return { x: Math.max(workArea.x, icon.x + icon.width) + GAP };
    case 'right':
      return { x: Math.min(workArea.x + workArea.width, icon.x) - size.width - GAP };
  }
}

type Side = 'top' | 'bottom' | 'left' | 'right';

/** The side the taskbar takes from the work area; where it hides itself, the edge nearest to the icon. */
function sideOf(icon: Rectangle, { bounds, workArea }: Screen): Side {
  const taken: readonly (readonly [Side, number])[] = [
    ['top', workArea.y - bounds.y],
    ['bottom', bounds.y + bounds.height - workArea.y - workArea.height],
    ['left', workArea.x - bounds.x],
    ['right', bounds.x + bounds.width - workArea.x - workArea.width],
  ];
  const outside = taken.filter(([side, space]) => space > 0 && liesIn(icon, side, workArea));
  if (outside[0] !== undefined) return outside[0][0];
  const middle = { x: icon.x + icon.width / 2, y: icon.y + icon.height / 2 };
  const distances: readonly (readonly [Side, number])[] = [
    ['top', middle.y - bounds.y],
    ['bottom', bounds.y + bounds.height - middle.y],
    ['left', middle.x - bounds.x],
    ['right', bounds.x + bounds.width - middle.x],
  ];
  return distances.reduce((best, next) => (next[1] < best[1] ? next : best))[0];
}

/** True when the icon lies on that side of the work area, in the bar. */
function liesIn(icon: Rectangle, side: Side, area: Rectangle): boolean {
  const middle = { x: icon.x + icon.width / 2, y: icon.y + icon.height / 2 };
  switch (side) {
    case 'top':
      return middle.y < area.y;
    case 'bottom':
      return middle.y >= area.y + area.height;
    case 'left':
      return middle.x < area.x;
    case 'right':
      return middle.x >= area.x + area.width;
  }
}

/** Top right under a bar at the top, else bottom right. */
function cornerOf({ bounds, workArea }: Screen): Rectangle {
  const isTop = workArea.y > bounds.y;
  return {
    x: bounds.x + bounds.width - 1,
    y: isTop ? bounds.y : bounds.y + bounds.height,
    width: 1,
    height: 1,
  };
}

/** The lower end wins where both cannot be. */
function within(value: number, min: number, max: number): number {
  return Math.max(min, Math.min(value, max));
}
