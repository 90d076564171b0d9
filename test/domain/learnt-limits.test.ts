import { expect, test } from 'vitest';

import {
  effectiveMaxBytes,
  learn,
  NOTHING_LEARNT,
  timeLimitMs,
  type UploadEnd,
} from '#domain/learnt-limits.ts';

const after = (...ends: UploadEnd[]) => ends.reduce(learn, NOTHING_LEARNT);
const brokeOff = (elapsedMs: number): UploadEnd => ({ type: 'broke-off', elapsedMs });
const delivered = (sizeBytes: number, elapsedMs: number): UploadEnd => ({
  type: 'delivered',
  sizeBytes,
  elapsedMs,
});
const refused = (sizeBytes: number): UploadEnd => ({ type: 'refused-for-size', sizeBytes });

test.each<[string, UploadEnd[], number | undefined]>([
  ['three times after a minute', [brokeOff(60_100), brokeOff(60_300), brokeOff(60_050)], 60_300],
  ['only twice', [brokeOff(60_100), brokeOff(60_300)], undefined],
  ['at quite different times', [brokeOff(30_000), brokeOff(60_000), brokeOff(45_000)], undefined],
  ['soon each time, as on a bad line', [brokeOff(5_000), brokeOff(5_100), brokeOff(5_050)], undefined],
  [
    'three times, after others',
    [brokeOff(3_000), brokeOff(60_000), brokeOff(60_100), brokeOff(60_050)],
    60_100,
  ],
  [
    'three times, but a longer one got through',
    [brokeOff(60_000), brokeOff(60_000), brokeOff(60_000), delivered(1, 90_000)],
    undefined,
  ],
  [
    'three times, and a shorter one got through',
    [brokeOff(60_000), brokeOff(60_000), delivered(1, 10_000), brokeOff(60_000)],
    60_000,
  ],
])('uploads that broke off %s', (_what, ends, limit) => {
  expect(timeLimitMs(after(...ends))).toBe(limit);
});

test('a size that was refused lowers the limit, and the smallest one counts', () => {
  expect(effectiveMaxBytes(1_000, after())).toBe(1_000);
  expect(effectiveMaxBytes(1_000, after(refused(800)))).toBe(799);
  expect(effectiveMaxBytes(1_000, after(refused(500), refused(800)))).toBe(499);
  expect(effectiveMaxBytes(100, after(refused(800)))).toBe(100);
});

test('a file as large that gets through lifts the limit again', () => {
  expect(effectiveMaxBytes(1_000, after(refused(500), delivered(400, 1)))).toBe(499);
  expect(effectiveMaxBytes(1_000, after(refused(500), delivered(500, 1)))).toBe(1_000);
});
