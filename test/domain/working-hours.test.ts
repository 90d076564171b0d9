import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  hoursFromGrid,
  isOpen,
  MINUTES_A_DAY,
  nextChange,
  type LocalTime,
  type WorkingHours,
} from '#domain/working-hours.ts';

const OFFICE: WorkingHours = [
  ...Array.from({ length: 5 }, () => [
    { from: 8 * 60, to: 12 * 60 },
    { from: 13 * 60, to: 18 * 60 },
  ]),
  [],
  [],
];
const at = (weekday: number, hour: number, minute = 0): LocalTime => ({
  weekday,
  minute: hour * 60 + minute,
});

test('an end is the first minute in which it is closed', () => {
  expect(isOpen(OFFICE, at(0, 8))).toBe(true);
  expect(isOpen(OFFICE, at(0, 11, 59))).toBe(true);
  expect(isOpen(OFFICE, at(0, 12))).toBe(false);
});

test('on Friday evening the next change is Monday morning', () => {
  expect(nextChange(OFFICE, at(4, 19))).toEqual({ daysAhead: 3, minute: 480 });
  expect(nextChange(OFFICE, at(4, 9))).toEqual({ daysAhead: 0, minute: 720 });
});

test('hours that go on over midnight are one stretch', () => {
  const night: WorkingHours = [
    [{ from: 1_320, to: MINUTES_A_DAY }],
    [{ from: 0, to: 360 }],
    ...Array.from({ length: 5 }, () => []),
  ];

  expect(nextChange(night, at(0, 23))).toEqual({ daysAhead: 1, minute: 360 });
});

test('what is always open or always closed never changes', () => {
  const always = Array.from({ length: 7 }, () => [{ from: 0, to: MINUTES_A_DAY }]);

  expect(nextChange(always, at(2, 12))).toBeUndefined();
  expect(nextChange([], at(2, 12))).toBeUndefined();
  expect(isOpen([], at(2, 12))).toBe(false);
});

test('the next change is the first minute that differs, whatever the hours', () => {
  const grid = fc.array(fc.array(fc.boolean(), { minLength: 24, maxLength: 24 }), {
    minLength: 7,
    maxLength: 7,
  });
  fc.assert(
    fc.property(grid, fc.nat(6), fc.nat(MINUTES_A_DAY - 1), (cells, weekday, minute) => {
      const hours = hoursFromGrid(cells);
      const now = isOpen(hours, { weekday, minute });
      const later = Array.from({ length: 7 * MINUTES_A_DAY }, (_, step) => {
        const total = minute + step + 1;
        const daysAhead = Math.floor(total / MINUTES_A_DAY);
        return { daysAhead, minute: total % MINUTES_A_DAY };
      });
      const expected = later.find(
        ({ daysAhead, minute: then }) =>
          isOpen(hours, { weekday: (weekday + daysAhead) % 7, minute: then }) !== now,
      );

      expect(nextChange(hours, { weekday, minute })).toEqual(expected);
      expect(now).toBe(cells[weekday]?.[Math.floor(minute / 60)]);
    }),
    { numRuns: 100 },
  );
});
