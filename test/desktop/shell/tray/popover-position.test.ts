import fc from 'fast-check';
import { expect, test } from 'vitest';
import { popoverPosition, type Rectangle, type Screen } from '#desktop/shell/tray/popover-position.ts';

const SIZE = { width: 400, height: 600 };
const GAP = 8;
const SIDES = ['top', 'bottom', 'left', 'right'] as const;
type Side = (typeof SIDES)[number];

interface Desktop {
  readonly screens: readonly Screen[];
  /** The one with the icon. */
  readonly screen: Screen;
  readonly side: Side;
  readonly hides: boolean;
  readonly icon: Rectangle;
}

/** What a bar of this thickness leaves of a screen. */
function without(bounds: Rectangle, side: Side, bar: number): Rectangle {
  const { x, y, width, height } = bounds;
  switch (side) {
    case 'top':
      return { x, y: y + bar, width, height: height - bar };
    case 'bottom':
      return { x, y, width, height: height - bar };
    case 'left':
      return { x: x + bar, y, width: width - bar, height };
    case 'right':
      return { x, y, width: width - bar, height };
  }
}

/** A square icon in the middle of the bar, so far along it. */
function iconIn(bounds: Rectangle, side: Side, bar: number, along: number): Rectangle {
  const across = Math.floor((bar - 24) / 2);
  const x = bounds.x + Math.round(along * (bounds.width - 24));
  const y = bounds.y + Math.round(along * (bounds.height - 24));
  const place = {
    top: { x, y: bounds.y + across },
    bottom: { x, y: bounds.y + bounds.height - bar + across },
    left: { x: bounds.x + across, y },
    right: { x: bounds.x + bounds.width - bar + across, y },
  };
  return { ...place[side], width: 24, height: 24 };
}

/** Pixels of a monitor and its scale, as the system makes device-independent pixels of them. */
const monitor = fc
  .record({
    pixels: fc.constantFrom([1_366, 768], [1_920, 1_080], [1_080, 1_920], [2_560, 1_440], [3_840, 2_160]),
    scale: fc.constantFrom(1, 1.25, 1.5, 1.75, 2, 3),
    drop: fc.integer({ min: -1_500, max: 1_500 }),
  })
  .map(({ pixels: [wide = 0, high = 0], scale, drop }) => ({
    width: Math.round(wide / scale),
    height: Math.round(high / scale),
    drop,
  }))
  // Smaller ones have no room for popover and bar.
  .filter(({ width, height }) => width >= 500 && height >= 400);

/** One to four screens in a row, each higher or lower than the others, any of them at the origin. */
const desktop: fc.Arbitrary<Desktop> = fc
  .record({
    monitors: fc.array(monitor, { minLength: 1, maxLength: 4 }),
    origin: fc.nat(),
    chosen: fc.nat(),
    side: fc.constantFrom(...SIDES),
    bar: fc.integer({ min: 24, max: 80 }),
    hides: fc.boolean(),
    along: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map(({ monitors, origin, chosen, side, bar, hides, along }) => {
    const primary = origin % monitors.length;
    const left = -monitors.slice(0, primary).reduce((sum, { width }) => sum + width, 0);
    const screens = monitors.map(({ width, height, drop }, index): Screen => {
      const x = left + monitors.slice(0, index).reduce((sum, before) => sum + before.width, 0);
      const bounds = { x, y: index === primary ? 0 : drop, width, height };
      return { bounds, workArea: hides ? bounds : without(bounds, side, bar) };
    });
    const screen = screens[chosen % screens.length]!;
    // In a corner nobody could tell at which of its two edges a bar hides.
    const share = hides ? 0.2 + 0.6 * along : along;
    return { screens, screen, side, hides, icon: iconIn(screen.bounds, side, bar, share) };
  });

const right = ({ x, width }: Rectangle) => x + width;
const bottom = ({ y, height }: Rectangle) => y + height;

function contains(outer: Rectangle, inner: Rectangle): boolean {
  return (
    inner.x >= outer.x && inner.y >= outer.y && right(inner) <= right(outer) && bottom(inner) <= bottom(outer)
  );
}

function overlap(a: Rectangle, b: Rectangle): boolean {
  return a.x < right(b) && b.x < right(a) && a.y < bottom(b) && b.y < bottom(a);
}

test('on any screen, with a bar on any side, the popover lies wholly in the work area of that screen alone', () => {
  fc.assert(
    fc.property(desktop, ({ screens, screen, icon }) => {
      const place = popoverPosition(SIZE, icon, screen);

      expect(screens.filter(({ workArea }) => contains(workArea, place))).toEqual([screen]);
    }),
    { numRuns: 2_000 },
  );
});

test('the popover lies against the bar beside the icon, as near to its middle as the screen lets it', () => {
  fc.assert(
    fc.property(desktop, ({ screen, screen: { workArea }, side, hides, icon }) => {
      const place = popoverPosition(SIZE, icon, screen);
      const isAcross = side === 'left' || side === 'right';

      const gap = {
        top: place.y - (hides ? bottom(icon) : workArea.y),
        bottom: (hides ? icon.y : bottom(workArea)) - bottom(place),
        left: place.x - (hides ? right(icon) : workArea.x),
        right: (hides ? icon.x : right(workArea)) - right(place),
      }[side];
      const room = isAcross ? workArea.width - SIZE.width : workArea.height - SIZE.height;
      if (room >= 80 + 2 * GAP) {
        expect(gap).toBe(GAP);
        expect(overlap(place, icon)).toBe(false);
      }
      const [middle, from, to, wanted] = isAcross
        ? [place.y + place.height / 2, place.y - workArea.y, bottom(workArea) - bottom(place), icon.y + 12]
        : [place.x + place.width / 2, place.x - workArea.x, right(workArea) - right(place), icon.x + 12];
      if (Math.abs(middle - wanted) > 1) expect(Math.min(from, to)).toBe(GAP);
    }),
    { numRuns: 2_000 },
  );
});
