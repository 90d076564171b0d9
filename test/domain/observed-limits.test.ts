import { expect, test } from 'vitest';

import {
  afterDelivery,
  afterRefusal,
  effectiveMaxBytes,
  NO_LIMITS_OBSERVED,
  type ObservedLimits,
} from '#domain/observed-limits.ts';

type Step = (limits: ObservedLimits) => ObservedLimits;

const after = (...steps: Step[]) => steps.reduce((limits, step) => step(limits), NO_LIMITS_OBSERVED);
const delivered = (sizeBytes: number) => (limits: ObservedLimits) => afterDelivery(limits, sizeBytes);
const refused = (sizeBytes: number) => (limits: ObservedLimits) => afterRefusal(limits, sizeBytes);

test('a size that was refused lowers the limit, and the smallest one counts', () => {
  expect(effectiveMaxBytes(1_000, after())).toBe(1_000);
  expect(effectiveMaxBytes(1_000, after(refused(800)))).toBe(799);
  expect(effectiveMaxBytes(1_000, after(refused(500), refused(800)))).toBe(499);
  expect(effectiveMaxBytes(100, after(refused(800)))).toBe(100);
});

test('a file as large that gets through lifts the limit again', () => {
  expect(effectiveMaxBytes(1_000, after(refused(500), delivered(400)))).toBe(499);
  expect(effectiveMaxBytes(1_000, after(refused(500), delivered(500)))).toBe(1_000);
});
