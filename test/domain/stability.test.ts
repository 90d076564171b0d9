import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { FileStamp } from '#domain/file-stamp.ts';
import { isLongWriting, isSettled, LONG_WRITING_MS, observe, type Settling } from '#domain/stability.ts';

const STAMP: FileStamp = { dev: 1, ino: 2, size: 3, mtimeMs: 4, ctimeMs: 5 };

test('a file is settled when two looks a quiet time apart showed the same', () => {
  const first = observe(undefined, STAMP, 1_000);
  const second = observe(first, { ...STAMP }, 6_000);

  expect(isSettled(second, 5_000, 5_999)).toBe(false);
  expect(isSettled(second, 5_000, 6_000)).toBe(true);
});

test.each(['size', 'mtimeMs', 'ctimeMs', 'ino'] as const)(
  'another %s starts the quiet time anew',
  (field) => {
    const first = observe(undefined, STAMP, 1_000);
    const second = observe(first, { ...STAMP, [field]: 99 }, 6_000);

    expect(isSettled(second, 5_000, 10_999)).toBe(false);
    expect(isSettled(second, 5_000, 11_000)).toBe(true);
  },
);

test('a file that keeps changing is called so after ten minutes, and waited for all the same', () => {
  let file: Settling | undefined;
  for (let now = 0; now <= LONG_WRITING_MS; now += 4_000) file = observe(file, { ...STAMP, size: now }, now);

  expect(file && isLongWriting(file, LONG_WRITING_MS)).toBe(true);
  expect(file && isSettled(file, 5_000, LONG_WRITING_MS + 1_000)).toBe(false);
  expect(file && isSettled(file, 5_000, LONG_WRITING_MS + 5_000)).toBe(true);
});

test('whatever the looks show, a file settles exactly when it has not changed for the quiet time', () => {
  const look = fc.record({ afterMs: fc.nat(3_000), size: fc.nat(2) });
  fc.assert(
    fc.property(
      fc.array(look, { minLength: 1, maxLength: 40 }),
      fc.integer({ min: 1, max: 5_000 }),
      (looks, quietMs) => {
        let file: Settling | undefined;
        let nowMs = 0;
        let changedAtMs = 0;
        let size: number | undefined;
        for (const step of looks) {
          nowMs += step.afterMs;
          if (step.size !== size) changedAtMs = nowMs;
          size = step.size;
          file = observe(file, { ...STAMP, size }, nowMs);
          expect(isSettled(file, quietMs, nowMs)).toBe(nowMs - changedAtMs >= quietMs);
        }
      },
    ),
  );
});
