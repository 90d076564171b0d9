import { expect, test } from 'vitest';
import type { WatchSpec } from '#domain/watch.ts';
import { createWatchMemory } from '#engine/ledger/watch-memory.ts';
import { DeliveryBench } from '#test/support/delivery-bench.ts';
import { answersIn, hangingAt, initials, inOrder, letGo, meets, NAMES } from './claimed-fixture.ts';

test('what is taken out while it is only claimed is out at once, and stays out after a kill', async () => {
  const { bench, rows } = await hangingAt('b.pdf');
  expect(bench.delivery.cancel(rows[3]!.id)).toMatchObject({ state: 'cancelled', attempts: 0 });
  await bench.kill();
  await bench.clock.advance(600_000);

  expect(initials(bench)).toBe('dddcdddddddd');
  expect(bench.portal.posts).toEqual(inOrder(NAMES.filter((name) => name !== 'd.pdf')));
});

test('what waits of a watch can be taken out with it, also what is claimed and has not begun', async () => {
  const { bench } = await hangingAt('b.pdf');
  expect(bench.delivery.cancelPendingOf('photos')).toBe(0);
  expect(bench.delivery.cancelPendingOf('scans')).toBe(10);
  await letGo(bench);

  expect(bench.portal.posts).toEqual(inOrder(['a.pdf', 'b.pdf']));
  expect(initials(bench)).toBe('ddcccccccccc');
});

test('a ledger that cannot be read for a moment leaves nothing claimed behind', async () => {
  const bench = new DeliveryBench();
  bench.watches.set('camera', { name: 'camera', repeats: 'same-name', perMinuteCap: 20 } as WatchSpec);
  await hangingAt('b.pdf', bench);
  const { uploads } = bench.ledger;
  const startedBetween = uploads.startedBetween.bind(uploads);
  uploads.startedBetween = () => {
    uploads.startedBetween = startedBetween;
    throw new Error('disk I/O error');
  };
  await letGo(bench);

  expect(initials(bench)).toBe('dddddddddddd');
  expect(bench.portal.posts).toEqual(inOrder(NAMES));
});

/** Twelve files of a watch that knows where they lie; `moved` renames one. */
function watched(bench: DeliveryBench) {
  const target = { portal: 'office', bot: 'scanner', dialog: 'chat5' };
  const spec = {
    ...{ name: 'scans', folder: '/srv/scans', target, quietMs: 5_000 },
    ...{ repeats: 'same-name', perMinuteCap: 0 },
  } as unknown as WatchSpec;
  bench.watches.set('scans', spec);
  const { uploads, db } = bench.ledger;
  const onUploads = (ids: readonly number[]) => {
    bench.delivery.added(ids.flatMap((id) => uploads.get(id) ?? []));
  };
  const now = () => bench.clock.now();
  const memory = createWatchMemory(
    { db, uploads, now, captionFor: () => '', memoryLost: false, onUploads },
    new Map([['scans', spec]]),
  );
  memory.announce('scans', '/srv/scans', 0);
  for (const name of NAMES) {
    const stamp = bench.files.write(`/srv/scans/${name}`, `content of ${name}`);
    memory.record('scans', [{ type: 'arrived', file: { folder: '', name, stamp } }]);
  }
  return (from: string, to: string) => {
    bench.files.rename(`/srv/scans/${from}`, `/srv/scans/${to}`);
    const stamp = bench.files.stampNow(`/srv/scans/${to}`)!;
    memory.record('scans', [
      { type: 'moved', from: { folder: '', name: from }, file: { folder: '', name: to, stamp } },
    ]);
  };
}

test('a file that is renamed while it is only claimed goes out in its turn, under its new name', async () => {
  const bench = new DeliveryBench();
  meets(bench, 'b.pdf', { type: 'hang' });
  const rename = watched(bench);
  await bench.start();
  await bench.clock.advance(1_000);
  expect(bench.states()[3]).toBe('sending');
  rename('d.pdf', 'invoice.pdf');
  await letGo(bench);

  const names = NAMES.map((name) => (name === 'd.pdf' ? 'invoice.pdf' : name));
  expect(bench.portal.posts).toEqual(inOrder(names));
});

test('each file is read once, whether it is claimed early or not', async () => {
  for (const arrange of [
    () => undefined,
    ({ portal }: DeliveryBench) => (portal.canRead = false),
    ({ watches }: DeliveryBench) =>
      watches.set('scans', { name: 'scans', repeats: 'any-name', perMinuteCap: 0 } as WatchSpec),
  ]) {
    const bench = new DeliveryBench();
    arrange(bench);
    const readAhead = bench.portal.readAhead.bind(bench.portal);
    let reads = 0;
    bench.portal.readAhead = (file) => {
      reads += 1;
      return readAhead(file);
    };
    bench.queue(NAMES);
    await bench.start();
    await bench.clock.advance(10_000);

    expect(bench.portal.posts).toEqual(inOrder(NAMES));
    expect(reads).toBe(NAMES.length - 1);
  }
});

test('another dialog that comes to wait for its turn comes before what is only claimed', async () => {
  const bench = new DeliveryBench();
  bench.settings = { ...bench.settings, perPortal: 1 };
  await bench.restart();
  await hangingAt('b.pdf', bench);
  answersIn(10_000)(bench);
  bench.queue(['other.pdf'], { dialog: 'chat6' });
  bench.portal.release();
  await bench.clock.advance(300_000);

  // The dialog that came last waits for one file of the other, as ever.
  expect(bench.portal.posts.slice(0, 4)).toEqual([
    ...inOrder(['a.pdf', 'b.pdf', 'c.pdf']),
    'chat6 other.pdf',
  ]);
});

test('the time for which an upload was only claimed teaches nothing about the portal', async () => {
  const bench = new DeliveryBench();
  meets(bench, 'b.pdf', { type: 'hang' });
  meets(bench, 'c.pdf', { type: 'lose' });
  bench.queue(NAMES);
  await bench.start();
  await bench.clock.advance(30_000);
  bench.portal.release();
  await bench.clock.advance(10);

  expect(initials(bench)).toBe('dduqqqqqqqqq');
  expect(bench.ledger.learnt.get('office').breakOffsMs).toEqual([0]);
});
