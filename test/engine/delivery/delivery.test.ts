import { expect, test } from 'vitest';
import type { WatchSpec } from '#domain/watch.ts';
import { DeliveryBench } from '#test/support/delivery-bench.ts';
import { refuse } from '#test/support/fake-portal.ts';

test('files of one dialog go out one after another in the order in which they were ready', async () => {
  const bench = new DeliveryBench();
  bench.queue(['c.pdf', 'a.pdf', 'b.pdf']);

  await bench.start();

  expect(bench.portal.posts).toEqual(['chat5 c.pdf', 'chat5 a.pdf', 'chat5 b.pdf']);
  expect(bench.states()).toEqual(['delivered', 'delivered', 'delivered']);
});

test('two dialogs of a portal are served at the same time, a third one waits, one dialog never overtakes itself', async () => {
  const bench = new DeliveryBench();
  bench.portal.mishaps.push({ type: 'hang' }, { type: 'hang' });
  bench.queue(['a1', 'a2'], { dialog: 'chat1' });
  bench.queue(['b1'], { dialog: 'chat2' });
  bench.queue(['c1'], { dialog: 'chat3' });

  await bench.start();
  expect(bench.states()).toEqual(['sending', 'queued', 'sending', 'queued']);

  bench.portal.release();
  await bench.clock.advance(0);
  expect(bench.states()).toEqual(['delivered', 'delivered', 'delivered', 'delivered']);
});

test('an upload costs one request: the newest message is asked for once, then known from our own deliveries', async () => {
  const bench = new DeliveryBench();
  bench.queue(['a', 'b', 'c']);

  await bench.start();

  expect(bench.portal.questions).toBe(1);
});

test('where messages cannot be read back the newest one is asked for before each upload', async () => {
  const bench = new DeliveryBench();
  bench.portal.canRead = false;
  bench.queue(['a', 'b', 'c']);

  await bench.start();

  expect(bench.portal.questions).toBe(3);
});

test('retries follow the schedule, and after the last one the user is asked', async () => {
  const bench = new DeliveryBench();
  bench.portal.mishaps.push(...Array.from({ length: 8 }, () => refuse('portal.busy')));
  bench.queue(['a.pdf']);
  await bench.start();

  const waits: number[] = [];
  for (let nth = 0; nth < 7; nth += 1) {
    const [row] = bench.rows();
    expect(row).toMatchObject({ state: 'waiting', code: 'portal.busy' });
    waits.push((row!.nextAt! - bench.clock.now()) / 1_000);
    await bench.clock.advance(row!.nextAt! - bench.clock.now());
  }

  expect(waits).toEqual([5, 25, 120, 600, 3_600, 18_000, 86_400]);
  expect(bench.rows()[0]).toMatchObject({ state: 'failed', code: 'portal.busy', attempts: 8 });
});

test('a file that waits for its next try lets the others pass', async () => {
  const bench = new DeliveryBench();
  bench.portal.mishaps.push(refuse('drive.storage'));
  bench.queue(['a.pdf', 'b.pdf']);

  await bench.start();
  expect(bench.states()).toEqual(['waiting', 'delivered']);
  await bench.clock.advance(6_000);

  expect(bench.states()).toEqual(['delivered', 'delivered']);
});

test('a watch with a cap sends so many a minute, and none is lost', async () => {
  const bench = new DeliveryBench();
  bench.watches.set('camera', { name: 'camera', perMinuteCap: 2, quietMs: 1 } as WatchSpec);
  bench.queue(['1', '2', '3', '4', '5'], { watch: 'camera' });

  await bench.start();
  expect(bench.portal.posts).toHaveLength(2);
  await bench.clock.advance(60_001);
  expect(bench.portal.posts).toHaveLength(4);
  await bench.clock.advance(60_001);

  expect(bench.portal.posts).toEqual(['1', '2', '3', '4', '5'].map((name) => `chat5 ${name}`));
});
