import type { Rectangle, Screen } from '../tray/popover-position.ts';

/** So much of a window's top edge has to be on a screen: it is what the user moves the window by. */
const GRIP = { width: 120, height: 32 };

/** Names a set of displays by size and place. Device-independent pixels. */
export function displaySet(screens: readonly Pick<Screen, 'bounds'>[]): string {
  return screens
    .map(({ bounds: { x, y, width, height } }) => `${x},${y} ${width}x${height}`)
    .sort()
    .join(' | ');
}

/** The bounds as they are when the user can still reach the window, else moved and cut to fit the nearest screen. */
export function fitBounds(bounds: Rectangle, screens: readonly Pick<Screen, 'workArea'>[]): Rectangle {
  const areas = screens.map(({ workArea }) => workArea);
  if (areas.length === 0 || areas.some((area) => isReachable(bounds, area))) return bounds;
  const area = areas.reduce((best, next) => (distance(bounds, next) < distance(bounds, best) ? next : best));
  const width = Math.min(bounds.width, area.width);
  const height = Math.min(bounds.height, area.height);
  return {
    x: clamp(bounds.x, area.x, area.x + area.width - width),
    y: clamp(bounds.y, area.y, area.y + area.height - height),
    width,
    height,
  };
}

function isReachable(bounds: Rectangle, area: Rectangle): boolean {
  const left = Math.max(bounds.x, area.x);
  const right = Math.min(bounds.x + bounds.width, area.x + area.width);
  const isTopVisible = bounds.y >= area.y && bounds.y + GRIP.height <= area.y + area.height;
  return isTopVisible && right - left >= Math.min(GRIP.width, bounds.width);
}

function distance(one: Rectangle, other: Rectangle): number {
  return Math.hypot(
    one.x + one.width / 2 - other.x - other.width / 2,
    one.y + one.height / 2 - other.y - other.height / 2,
  );
}

function clamp(value: number, min: number, max: number): number {
  return Math.max(min, Math.min(value, max));
}
