import fc from 'fast-check';
import { expect, test } from 'vitest';
import { displaySet, fitBounds } from '#desktop/shell/windows/fit-bounds.ts';

const area = (x: number, y: number, width = 1_920, height = 1_040) => ({
  bounds: { x, y, width, height },
  workArea: { x, y, width, height },
});

test('a window that can be reached stays where it is, also across two screens', () => {
  const screens = [area(0, 0), area(1_920, 0)];
  for (const bounds of [
    { x: 10, y: 10, width: 800, height: 600 },
    { x: 1_500, y: 0, width: 1_100, height: 720 },
    { x: -600, y: 400, width: 800, height: 600 },
  ]) {
    expect(fitBounds(bounds, screens)).toBe(bounds);
  }
});

test('a window whose screen is gone, or whose top cannot be grabbed, comes to the nearest screen', () => {
  const bounds = { x: 2_400, y: 120, width: 900, height: 600 };
  expect(fitBounds(bounds, [area(0, 0)])).toEqual({ ...bounds, x: 1_020 });
  expect(fitBounds({ ...bounds, x: 100, y: -300 }, [area(0, 0)])).toEqual({ ...bounds, x: 100, y: 0 });
  expect(fitBounds({ ...bounds, x: 5_000 }, [area(0, 0, 640, 480)])).toEqual({
    x: 0,
    y: 0,
    width: 640,
    height: 480,
  });
});

test('whatever was kept, the result can be reached and fitting it again changes nothing', () => {
  const length = fc.integer({ min: 200, max: 4_000 });
  const place = fc.integer({ min: -5_000, max: 5_000 });
  const rectangle = fc.record({ x: place, y: place, width: length, height: length });
  const screens = fc.array(rectangle, { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(rectangle, screens, (bounds, areas) => {
      const all = areas.map((workArea) => ({ workArea }));
      const fitting = fitBounds(bounds, all);
      expect(fitBounds(fitting, all)).toBe(fitting);
    }),
  );
});

test('a set of displays is the same in whatever order they are told', () => {
  expect(displaySet([area(0, 0), area(1_920, 0)])).toBe(displaySet([area(1_920, 0), area(0, 0)]));
  expect(displaySet([area(0, 0)])).not.toBe(displaySet([area(0, 0, 1_280, 720)]));
});
