import { expect, test } from 'vitest';
import { effectiveState } from '#domain/blockers.ts';
import type { WatchSpec } from '#domain/watch.ts';
import { openLedgerClient } from '#engine/store/secondary-client.ts';
import { DeliveryBench } from '#test/support/delivery-bench.ts';
import { dataFolder } from '#test/support/ledger.ts';

const HOUR_MS = 3_600_000;

function seen(bench: DeliveryBench) {
  return bench.rows().map((row) => effectiveState(row, bench.delivery.blockers()).code);
}

test('a pause keeps everything, files sent by hand too, until it is over', async () => {
  const bench = new DeliveryBench();
  await bench.start();
  bench.delivery.pause({ watch: undefined, until: bench.clock.now() + HOUR_MS });
  bench.queue(['a.pdf', 'b.pdf']);
  await bench.clock.advance(HOUR_MS - 1);
  expect(bench.portal.posts).toEqual([]);
  expect(seen(bench)).toEqual(['delivery.paused', 'delivery.paused']);

  await bench.clock.advance(1);

  expect(bench.portal.posts).toEqual(['chat5 a.pdf', 'chat5 b.pdf']);
  expect(bench.events.flatMap((event) => (event.type === 'pause' ? [event.over] : []))).toEqual([
    false,
    true,
  ]);
});

test('a paused watch lets the others pass, and goes on when it is resumed', async () => {
  const bench = new DeliveryBench();
  await bench.start();
  bench.delivery.pause({ watch: 'scans', until: undefined });
  bench.queue(['a.pdf'], { watch: 'scans' });
  bench.queue(['b.pdf'], { watch: 'camera' });
  await bench.clock.advance(HOUR_MS);
  expect(bench.portal.posts).toEqual(['chat5 b.pdf']);

  bench.delivery.resume('scans');
  await bench.clock.advance(0);

  expect(bench.portal.posts).toEqual(['chat5 b.pdf', 'chat5 a.pdf']);
});

test('a pause outlives the program, and another process may end it', async () => {
  const folder = dataFolder();
  const bench = new DeliveryBench(folder);
  await bench.start();
  bench.delivery.pause({ watch: undefined, until: undefined });
  bench.queue(['a.pdf']);
  await bench.restart();
  await bench.clock.advance(HOUR_MS);
  expect(bench.portal.posts).toEqual([]);

  const beside = openLedgerClient(folder, () => bench.clock.now());
  expect(beside?.resume(undefined)).toBe(true);
  beside?.close();
  await bench.clock.advance(1_000);

  expect(bench.portal.posts).toEqual(['chat5 a.pdf']);
});

test('what is under way when the pause begins goes on to its end', async () => {
  const bench = new DeliveryBench();
  bench.portal.mishaps.push({ type: 'hang' });
  bench.queue(['a.pdf', 'b.pdf']);
  await bench.start();
  bench.delivery.pause({ watch: undefined, until: undefined });
  bench.portal.release();
  await bench.clock.advance(0);

  expect(bench.states()).toEqual(['delivered', 'queued']);
});

test('an upload whose answer was lost is looked for in the chat during a pause, and sent again only after it', async () => {
  const bench = new DeliveryBench();
  bench.portal.mishaps.push({ type: 'lose' });
  bench.queue(['a.pdf']);
  await bench.start();
  bench.delivery.pause({ watch: undefined, until: undefined });
  await bench.clock.advance(66_000);
  expect(bench.portal.looks).toBe(1);
  expect(bench.states()).toEqual(['queued']);

  bench.delivery.resume(undefined);
  await bench.clock.advance(0);

  expect(bench.portal.posts).toEqual(['chat5 a.pdf']);
});

test('outside the working hours files of watches wait, and files sent by hand go out', async () => {
  const bench = new DeliveryBench();
  const opensAt = new Date(2027, 0, 4, 8); // a Monday
  bench.clock.jumpTo(new Date(2027, 0, 2, 12).getTime());
  bench.settings = {
    ...bench.settings,
    workingHours: [[{ from: 480, to: 1_080 }], [], [], [], [], [], []],
  };
  await bench.restart();
  bench.queue(['a.pdf']);
  bench.queue(['b.pdf'], { watch: null });
  await bench.clock.advance(opensAt.getTime() - bench.clock.now() - 1);
  expect(bench.portal.posts).toEqual(['chat5 b.pdf']);
  expect(bench.rows().map((row) => effectiveState(row, bench.delivery.blockers()).nextAt)[0]).toBe(
    opensAt.getTime(),
  );

  await bench.clock.advance(1);

  expect(bench.portal.posts).toEqual(['chat5 b.pdf', 'chat5 a.pdf']);
});

test('above its cap a watch waits for the minute to pass, and nothing is lost', async () => {
  const bench = new DeliveryBench();
  bench.watches.set('camera', {
    name: 'camera',
    perMinuteCap: 2,
    repeats: 'never',
    quietMs: 1,
    after: { type: 'keep' },
  } as WatchSpec);
  bench.queue(['1', '2', '3', '4', '5'], { watch: 'camera' });
  bench.queue(['other'], { watch: 'scans', dialog: 'chat7' });

  await bench.start();
  expect(bench.portal.posts).toEqual(['chat5 1', 'chat7 other', 'chat5 2']);
  expect(seen(bench).slice(2, 5)).toEqual(['delivery.capped', 'delivery.capped', 'delivery.capped']);
  await bench.clock.advance(120_000);

  expect(bench.portal.posts.filter((post) => post.startsWith('chat5'))).toHaveLength(5);
});

test('quiet counts a pause as something to wait for', async () => {
  const bench = new DeliveryBench();
  await bench.start();
  bench.delivery.pause({ watch: undefined, until: bench.clock.now() + 10_000 });
  bench.queue(['a.pdf']);
  await bench.clock.advance(0);

  expect(bench.delivery.isIdle(9_000)).toBe(true);
  expect(bench.delivery.isIdle(11_000)).toBe(false);
});

test('files whose drive went away wait for it as long as it takes', async () => {
  const bench = new DeliveryBench();
  bench.queue(['a.pdf']);
  bench.isThere = false;
  bench.files.rename('/srv/scans/a.pdf', '/elsewhere/a.pdf');
  await bench.start();
  await bench.clock.advance(HOUR_MS);
  expect(bench.rows()[0]).toMatchObject({ state: 'waiting', code: 'folder.missing', attempts: 0 });

  bench.isThere = true;
  bench.files.rename('/elsewhere/a.pdf', '/srv/scans/a.pdf');
  await bench.clock.advance(60_000);

  expect(bench.states()).toEqual(['delivered']);
});
