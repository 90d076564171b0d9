import { expect, test } from 'vitest';
import type { WatchSpec } from '#domain/watch.ts';
import { DeliveryBench } from '#test/support/delivery-bench.ts';

const MINUTE_MS = 60_000;
const YEAR_MS = 365 * 24 * 3_600_000;
const CAP = 2;

/** A delivery that has just sent as many files of a watch as its cap allows in a minute; three wait. */
async function atItsCap(): Promise<DeliveryBench> {
  const bench = new DeliveryBench();
  bench.watches.set('camera', {
    name: 'camera',
    perMinuteCap: CAP,
    repeats: 'never',
    quietMs: 1,
    after: { type: 'keep' },
  } as WatchSpec);
  bench.queue(['1', '2', '3', '4', '5'], { watch: 'camera' });
  await bench.start();
  expect(bench.portal.posts).toHaveLength(CAP);
  return bench;
}

test('a clock that is set back by a year lets a watch at its cap go on within a minute', async () => {
  const bench = await atItsCap();

  bench.clock.jumpTo(bench.clock.now() - YEAR_MS);
  await bench.clock.advance(MINUTE_MS);
  expect(bench.portal.posts).toHaveLength(2 * CAP);
  await bench.clock.advance(MINUTE_MS);

  expect(bench.portal.posts).toHaveLength(5);
});

test.each([500, 5_000, 59_000])(
  'a clock that is trimmed by %i ms lets no watch send more than its cap in a minute',
  async (trimMs) => {
    const bench = await atItsCap();
    await bench.clock.advance(250);

    bench.clock.jumpTo(bench.clock.now() - trimMs);
    bench.delivery.wake();
    await bench.clock.advance(MINUTE_MS - 251);
    expect(bench.portal.posts).toHaveLength(CAP);
    await bench.clock.advance(trimMs + 1);

    expect(bench.portal.posts).toHaveLength(2 * CAP);
  },
);

test.each([0, 5_000, 59_000, MINUTE_MS, MINUTE_MS + 1, YEAR_MS])(
  'a watch at its cap is never said to wait longer than a minute, also with a clock set back by %i ms',
  async (backMs) => {
    const bench = await atItsCap();

    bench.clock.jumpTo(bench.clock.now() - backMs);

    const waitMs = (bench.delivery.blockers().caps.get('camera') ?? 0) - bench.clock.now();
    expect(waitMs).toBeLessThanOrEqual(MINUTE_MS);
  },
);
