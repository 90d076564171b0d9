import { expect, test } from 'vitest';
import { AppError, type ErrorCode } from '#domain/errors.ts';
import type { WatchSpec } from '#domain/watch.ts';
import { retryByHand } from '#engine/ledger/beside.ts';
import { DeliveryBench } from '#test/support/delivery-bench.ts';

const refuse = (code: ErrorCode, until?: number) =>
  ({ type: 'refuse', error: new AppError(code, 'test', until === undefined ? {} : { until }) }) as const;

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

test('a file whose answer was lost is found in the chat and not sent again', async () => {
  const bench = new DeliveryBench();
  bench.portal.mishaps.push({ type: 'swallow' });
  bench.queue(['a.pdf', 'b.pdf']);

  await bench.start();
  expect(bench.states()).toEqual(['unknown', 'queued']);
  await bench.clock.advance(64_000);
  expect(bench.portal.looks).toBe(0);
  await bench.clock.advance(2_000);

  expect(bench.states()).toEqual(['delivered', 'delivered']);
  expect(bench.portal.posts).toEqual(['chat5 a.pdf', 'chat5 b.pdf']);
  expect(bench.rows()[0]).toMatchObject({ messageId: 101, fileId: 1_010 });
});

test('a file that is not in the chat is sent again, before those behind it', async () => {
  const bench = new DeliveryBench();
  bench.portal.mishaps.push({ type: 'lose' });
  bench.queue(['a.pdf', 'b.pdf']);

  await bench.start();
  await bench.clock.advance(66_000);

  expect(bench.portal.posts).toEqual(['chat5 a.pdf', 'chat5 b.pdf']);
  expect(bench.states()).toEqual(['delivered', 'delivered']);
});

test('a process that dies while sending looks before it sends again', async () => {
  const bench = new DeliveryBench();
  bench.portal.mishaps.push({ type: 'hang' });
  const [row] = bench.queue(['a.pdf']);
  await bench.start();
  expect(bench.states()).toEqual(['sending']);

  await bench.kill();
  // The portal finishes although nobody waits for its answer any more.
  bench.portal.deliver({ target: row!, name: 'a.pdf', caption: '' }, row!.size);
  expect(bench.states()).toEqual(['unknown']);
  await bench.clock.advance(66_000);

  expect(bench.states()).toEqual(['delivered']);
  expect(bench.portal.posts).toEqual(['chat5 a.pdf']);
});

test('without a way to read the chat, only an unchanged newest message proves that nothing came', async () => {
  const quiet = new DeliveryBench();
  quiet.portal.canRead = false;
  quiet.portal.mishaps.push({ type: 'lose' });
  quiet.queue(['a.pdf']);
  await quiet.start();
  await quiet.clock.advance(66_000);
  expect(quiet.portal.posts).toEqual(['chat5 a.pdf']);

  const busy = new DeliveryBench();
  busy.portal.canRead = false;
  busy.portal.mishaps.push({ type: 'lose' });
  busy.queue(['a.pdf']);
  await busy.start();
  busy.portal.chatter('chat5');
  await busy.clock.advance(66_000);
  expect(busy.portal.posts).toEqual([]);
  expect(busy.rows()[0]).toMatchObject({ state: 'failed', code: 'delivery.undecided' });
});

test('what nobody can tell is sent again only when the user says so', async () => {
  const bench = new DeliveryBench();
  bench.portal.canRead = false;
  bench.portal.mishaps.push({ type: 'lose' });
  const [row] = bench.queue(['a.pdf']);
  await bench.start();
  bench.portal.chatter('chat5');
  await bench.clock.advance(600_000);
  expect(bench.portal.posts).toEqual([]);

  retryByHand(bench.ledger.uploads, row!.id);
  bench.delivery.wake();
  await bench.clock.advance(0);

  expect(bench.portal.posts).toEqual(['chat5 a.pdf']);
});

test('a chat that cannot be looked at now is looked at later; nothing is sent blindly meanwhile', async () => {
  const bench = new DeliveryBench();
  bench.portal.mishaps.push({ type: 'swallow' });
  bench.queue(['a.pdf']);
  await bench.start();
  bench.portal.lookFailures.push('network.offline', 'portal.internal');
  await bench.clock.advance(70_000);
  expect(bench.states()).toEqual(['unknown']);

  await bench.clock.advance(120_000);

  expect(bench.states()).toEqual(['delivered']);
  expect(bench.portal.posts).toEqual(['chat5 a.pdf']);
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

test('being offline holds the portal, burns no attempt, and order is kept', async () => {
  const bench = new DeliveryBench();
  bench.portal.mishaps.push(refuse('network.offline'), refuse('network.offline'), refuse('network.offline'));
  bench.queue(['a.pdf', 'b.pdf']);

  await bench.start();
  expect(bench.states()).toEqual(['queued', 'queued']);
  expect(bench.ledger.holds.all()).toMatchObject([{ portal: 'office', code: 'network.offline' }]);
  await bench.clock.advance(60_000);

  expect(bench.portal.posts).toEqual(['chat5 a.pdf', 'chat5 b.pdf']);
  expect(bench.rows().map((row) => row.attempts)).toEqual([1, 1]);
  expect(bench.ledger.holds.all()).toEqual([]);
});

test('one portal that asks to slow down does not hold another one', async () => {
  const bench = new DeliveryBench();
  bench.portal.mishaps.push(refuse('portal.rate-limited', bench.clock.now() + 10_000));
  bench.queue(['a.pdf'], { dialog: 'chat1' });
  bench.queue(['b.pdf'], { dialog: 'chat2', portal: 'branch' });

  await bench.start();
  expect(bench.states()).toEqual(['queued', 'delivered']);
  await bench.clock.advance(10_000);

  expect(bench.states()).toEqual(['delivered', 'delivered']);
});

test('a bot without access holds its dialog alone, and when it was added everything goes out by itself', async () => {
  const bench = new DeliveryBench();
  bench.portal.probeWorks = false;
  bench.portal.mishaps.push(refuse('dialog.access-denied'));
  bench.queue(['a.pdf', 'b.pdf'], { dialog: 'chat1' });
  bench.queue(['c.pdf'], { dialog: 'chat2' });

  await bench.start();
  await bench.clock.advance(120_000);
  expect(bench.states()).toEqual(['failed', 'queued', 'delivered']);
  expect(bench.portal.posts).toEqual(['chat2 c.pdf']);

  bench.portal.probeWorks = true;
  await bench.clock.advance(3_600_000);

  expect(bench.portal.posts).toEqual(['chat2 c.pdf', 'chat1 a.pdf', 'chat1 b.pdf']);
});

test('a chat that can be seen but not posted into is tried ever less often', async () => {
  const bench = new DeliveryBench();
  bench.portal.mishaps.push(...Array.from({ length: 500 }, () => refuse('dialog.access-denied')));
  bench.queue(['a.pdf']);

  await bench.start();
  await bench.clock.advance(4 * 3_600_000);

  expect(500 - bench.portal.mishaps.length).toBeLessThan(12);
});

test('a portal that is blocked for overload is asked once an hour, and goes on when the block is gone', async () => {
  const bench = new DeliveryBench();
  bench.portal.mishaps.push(refuse('portal.overloaded'));
  bench.portal.probeWorks = false;
  bench.queue(['a.pdf']);

  await bench.start();
  await bench.clock.advance(3_599_000);
  expect(bench.portal.probes).toBe(0);
  await bench.clock.advance(3 * 3_600_000);
  expect(bench.portal.probes).toBe(3);

  bench.portal.probeWorks = true;
  await bench.clock.advance(3_600_000);
  expect(bench.states()).toEqual(['delivered']);
});

test('an hour for which a portal is blocked goes on over restarts of the program', async () => {
  const bench = new DeliveryBench();
  bench.portal.mishaps.push(refuse('portal.overloaded'));
  bench.portal.probeWorks = false;
  bench.queue(['a.pdf']);
  await bench.start();
  await bench.clock.advance(3_600_000);
  expect(bench.portal.probes).toBe(1);

  for (let minutes = 10; minutes < 60; minutes += 10) {
    await bench.clock.advance(600_000);
    await bench.restart();
  }
  expect(bench.portal.probes).toBe(1);
  await bench.clock.advance(600_000);

  expect(bench.portal.probes).toBe(2);
});

test('where a portal says it has moved to is kept with what waits for it', async () => {
  const bench = new DeliveryBench();
  const error = new AppError('portal.moved', 'test', { host: 'new.example' });
  bench.portal.mishaps.push({ type: 'refuse', error });
  bench.queue(['a.pdf']);

  await bench.start();

  expect(bench.events).toContainEqual({
    type: 'hold',
    hold: expect.objectContaining({ code: 'portal.moved', host: 'new.example' }) as object,
    over: false,
  });
  expect(bench.ledger.holds.all()).toMatchObject([{ portal: 'office', host: 'new.example' }]);
});

test('credentials that were mended while the program was off are noticed at the start', async () => {
  const bench = new DeliveryBench();
  bench.portal.mishaps.push(refuse('portal.credentials'));
  bench.queue(['a.pdf', 'b.pdf']);
  await bench.start();
  expect(bench.states()).toEqual(['failed', 'queued']);

  await bench.restart();
  await bench.clock.advance(0);

  expect(bench.states()).toEqual(['delivered', 'delivered']);
});

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
  expect(bench.delivery.isQuiet(4_000)).toBe(true);
  expect(bench.delivery.isQuiet(6_000)).toBe(false);

  let quiet = false;
  void bench.delivery.untilQuiet(100_000).then(() => (quiet = true));
  await bench.clock.advance(20_000);
  expect(quiet).toBe(false);
  await bench.clock.advance(20_000);

  expect(quiet).toBe(true);
  expect(bench.states()).toEqual(['waiting']);
});

test('while the disk is full nothing is sent, and afterwards everything goes on', async () => {
  const bench = new DeliveryBench();
  bench.queue(['a.pdf', 'b.pdf']);
  bench.ledger.db.exec('PRAGMA query_only = ON');

  await bench.start();
  await bench.clock.advance(10_000);
  expect(bench.portal.posts).toEqual([]);

  bench.ledger.db.exec('PRAGMA query_only = OFF');
  await bench.clock.advance(10_000);

  expect(bench.portal.posts).toEqual(['chat5 a.pdf', 'chat5 b.pdf']);
  expect(bench.events.filter((event) => event.type === 'ledger').map((event) => event.code)).toEqual([
    'ledger.full',
    undefined,
  ]);
});
