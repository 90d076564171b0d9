import { expect, test } from 'vitest';
import { DeliveryBench } from '#test/support/delivery-bench.ts';
import { refuse } from '#test/support/fake-portal.ts';

test('stopping breaks off what is under way and leaves it in the queue', async () => {
  const bench = new DeliveryBench();
  bench.portal.mishaps.push({ type: 'hang' });
  bench.queue(['a.pdf', 'b.pdf']);
  await bench.start();

  await bench.delivery.stop(0);

  expect(bench.rows().map(({ state, attempts }) => [state, attempts])).toEqual([
    ['queued', 0],
    ['queued', 0],
  ]);
});

test('cancelling breaks an upload off and lets the next one go', async () => {
  const bench = new DeliveryBench();
  bench.portal.mishaps.push({ type: 'hang' });
  const [row] = bench.queue(['a.pdf', 'b.pdf']);
  await bench.start();

  bench.delivery.cancel(row!.id);
  await bench.clock.advance(0);

  expect(bench.states()).toEqual(['cancelled', 'delivered']);
});

test('quiet means that nothing goes on within the time one is ready to wait', async () => {
  const bench = new DeliveryBench();
  bench.portal.mishaps.push(refuse('portal.busy'), refuse('portal.busy'), refuse('portal.busy'));
  bench.queue(['a.pdf']);
  await bench.start();
  expect(bench.delivery.isIdle(4_000)).toBe(true);
  expect(bench.delivery.isIdle(6_000)).toBe(false);

  let quiet = false;
  void bench.delivery.whenIdle(100_000).then(() => (quiet = true));
  await bench.clock.advance(20_000);
  expect(quiet).toBe(false);
  await bench.clock.advance(20_000);

  expect(quiet).toBe(true);
  expect(bench.states()).toEqual(['waiting']);
});
