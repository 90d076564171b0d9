import fc from 'fast-check';
import { expect, test } from 'vitest';

import { LeakyBucket } from '#bitrix24/client/leaky-bucket.ts';
import { ManualClock } from '#test/support/manual-clock.ts';

const LIMIT = { burst: 50, requestsPerSecond: 2 };
const never = new AbortController().signal;

/** A bucket and the times at which it let requests through, in ms. */
function bucketWithTimes(limit = LIMIT) {
  const clock = new ManualClock();
  const bucket = new LeakyBucket(clock, () => 0.5, limit);
  const times: number[] = [];
  const ask = (signal = never) => bucket.take(signal).then(() => void times.push(clock.monotonicMs()));
  return { clock, bucket, times, ask };
}

test('a burst goes out at once, and two a second after that', async () => {
  const { clock, times, ask } = bucketWithTimes();
  for (let i = 0; i < 54; i++) void ask();

  await clock.advance(0);
  expect(times).toHaveLength(50);

  await clock.advance(2_000);
  expect(times.slice(50)).toEqual([500, 1_000, 1_500, 2_000]);
});

test('whatever the pattern of requests, no window takes more than burst and rate allow', async () => {
  const pattern = fc.array(fc.record({ waitMs: fc.nat(5_000), requests: fc.nat(30) }), { maxLength: 20 });
  const limits = fc.record({
    burst: fc.integer({ min: 1, max: 60 }),
    requestsPerSecond: fc.integer({ min: 1, max: 5 }),
  });
  await fc.assert(
    fc.asyncProperty(pattern, limits, async (steps, limit) => {
      const { clock, times, ask } = bucketWithTimes(limit);
      let asked = 0;
      for (const { waitMs, requests } of steps) {
        await clock.advance(waitMs);
        for (let i = 0; i < requests; i++) void ask();
        asked += requests;
      }
      await clock.advance(((asked + 1) * 1_000) / limit.requestsPerSecond);

      expect(times).toHaveLength(asked);
      times.forEach((from, first) => {
        times.slice(first).forEach((to, count) => {
          expect(count + 1).toBeLessThanOrEqual(
            limit.burst + ((to - from) * limit.requestsPerSecond) / 1_000 + 1e-6,
          );
        });
      });
    }),
    { numRuns: 60 },
  );
});

test('requests leave in the order in which they asked, whoever gives up in between', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.boolean(), { minLength: 1, maxLength: 30 }), async (givesUp) => {
      const { clock, bucket } = bucketWithTimes({ burst: 1, requestsPerSecond: 2 });
      const order: number[] = [];
      const stops = givesUp.map(() => new AbortController());
      const asks = givesUp.map((_, index) =>
        bucket.take(stops[index]?.signal ?? never).then(
          () => order.push(index),
          () => undefined,
        ),
      );

      givesUp.forEach((gives, index) => {
        // The first one has left already.
        if (gives && index > 0) stops[index]?.abort();
      });
      await clock.advance(givesUp.length * 500);
      await Promise.all(asks);

      expect(order).toEqual(givesUp.flatMap((gives, index) => (gives && index > 0 ? [] : [index])));
      expect(clock.waiting).toBe(0);
    }),
    { numRuns: 50 },
  );
});

test('a refusal pauses everything, halves the speed, and is forgotten after a while', async () => {
  const { clock, bucket, times, ask } = bucketWithTimes();

  const pauseMs = bucket.slowDown();
  expect(pauseMs).toBeGreaterThanOrEqual(2_000);
  expect(pauseMs).toBeLessThanOrEqual(10_000);
  for (let i = 0; i < 3; i++) void ask();
  await clock.advance(pauseMs);
  expect(times).toHaveLength(0);
  await clock.advance(3_000);
  expect(times.map((at) => Math.round(at - pauseMs))).toEqual([1_000, 2_000, 3_000]);

  await clock.advance(120_000);
  times.length = 0;
  for (let i = 0; i < 52; i++) void ask();
  await clock.advance(1_000);
  expect(times).toHaveLength(52);
});

test('pauses grow to ten seconds and no further', () => {
  const { bucket } = bucketWithTimes();

  const pauses = Array.from({ length: 8 }, () => bucket.slowDown());

  expect(pauses.toSorted((a, b) => a - b)).toEqual(pauses);
  expect(pauses.at(-1)).toBe(10_000);
});

test('who is told to stop before asking is not let through', async () => {
  const { bucket } = bucketWithTimes();

  await expect(bucket.take(AbortSignal.abort())).rejects.toMatchObject({ code: 'network.interrupted' });
});

test('a rate without limit never waits', async () => {
  const { clock, times, ask } = bucketWithTimes({ burst: 1, requestsPerSecond: Infinity });

  for (let i = 0; i < 200; i++) void ask();
  await clock.advance(0);

  expect(times).toHaveLength(200);
});
