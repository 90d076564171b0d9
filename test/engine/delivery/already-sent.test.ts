import { expect, test } from 'vitest';
import type { WatchSpec } from '#domain/watch.ts';
import { retryByHand } from '#engine/store/secondary-client.ts';
import { DeliveryBench } from '#test/support/delivery-bench.ts';

test('the same name with the same content is not posted twice into one dialog', async () => {
  const bench = new DeliveryBench();
  const watch = { name: 'scans', repeats: 'same-name', perMinuteCap: 0, quietMs: 100 };
  bench.watches.set('scans', watch as WatchSpec);
  bench.queue(['a.pdf'], { dialog: 'chat1' });
  await bench.start();
  const again = bench.queue(['a.pdf'], { dialog: 'chat1' });
  bench.queue(['a.pdf'], { dialog: 'chat2' });
  await bench.clock.advance(0);
  expect(bench.states()).toEqual(['delivered', 'skipped', 'delivered']);
  expect(bench.rows()[1]).toMatchObject({ code: 'file.already-sent' });

  retryByHand(bench.ledger.uploads, again[0]!.id);
  bench.delivery.wake();
  await bench.clock.advance(0);

  expect(bench.states()).toEqual(['delivered', 'delivered', 'delivered']);
});

test('after 30 days the same content is news again', async () => {
  const bench = new DeliveryBench();
  bench.queue(['a.pdf']);
  await bench.start();
  bench.clock.jumpTo(bench.clock.now() + 30 * 86_400_000 + 1);

  bench.queue(['a.pdf']);
  await bench.clock.advance(0);

  expect(bench.states()).toEqual(['delivered', 'delivered']);
});
