import { expect, test } from 'vitest';
import { DeliveryBench } from '#test/support/delivery-bench.ts';

test('a file that changed after it was queued goes out once it is quiet, as it is then', async () => {
  const bench = new DeliveryBench();
  bench.queue(['a.pdf']);
  await bench.clock.advance(10);
  bench.files.write('/srv/scans/a.pdf', 'longer than before');

  await bench.start();
  expect(bench.states()).toEqual(['settling']);
  await bench.clock.advance(1_900);
  bench.files.write('/srv/scans/a.pdf', 'and longer still than before');
  await bench.clock.advance(10_000);

  expect(bench.states()).toEqual(['delivered']);
  expect(bench.rows()[0]).toMatchObject({ size: 28, attempts: 1 });
});

test('a file that is gone for good is skipped with its reason', async () => {
  const bench = new DeliveryBench();
  bench.queue(['a.pdf', 'b.pdf']);
  bench.files.remove('/srv/scans/a.pdf');

  await bench.start();
  expect(bench.states()).toEqual(['waiting', 'delivered']);
  await bench.clock.advance(60_000);

  expect(bench.rows()[0]).toMatchObject({ state: 'skipped', code: 'file.vanished' });
});
