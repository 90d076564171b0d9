import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { AppError } from '#domain/errors.ts';
import type { WatchSpec } from '#domain/watch.ts';
import { DeliveryBench } from '#test/support/delivery-bench.ts';

/** The first file hangs at the portal, with all of it sent; those behind it have been read meanwhile. */
async function hanging(names: readonly string[], bench = new DeliveryBench()) {
  bench.portal.mishaps.push({ type: 'hang' });
  const rows = bench.queue(names);
  await bench.start();
  expect(bench.states()[0]).toBe('sending');
  return { bench, rows };
}

/** As behind a rate limit: the claim of a file does not come in time to take the record before it along. */
function claimLate({ portal, clock }: DeliveryBench, name: string): void {
  const post = portal.post.bind(portal);
  portal.post = async (file, hooks, ...rest) => {
    if (file.name === name) await new Promise<void>((resolve) => clock.setTimer(50, resolve));
    return post(file, hooks, ...rest);
  };
}

async function letGo(bench: DeliveryBench): Promise<void> {
  bench.portal.release();
  await bench.clock.advance(10_000);
}

const sha256Of = (text: string) => createHash('sha256').update(text).digest('hex');

test('a delivery is told together with the claim of the next, once both are on disk', async () => {
  const { bench } = await hanging(['a.pdf', 'b.pdf']);
  const heard: string[] = [];
  bench.onEvent = (event) => {
    if (event.type === 'upload') heard.push(`${event.row.name} ${event.row.state}: ${bench.states().join()}`);
  };

  await letGo(bench);

  expect(heard.slice(0, 2)).toEqual([
    'a.pdf delivered: delivered,sending',
    'b.pdf sending: delivered,sending',
  ]);
  expect(bench.portal.posts).toEqual(['chat5 a.pdf', 'chat5 b.pdf']);
});

test('the next upload begins its look into the chat behind the message of the one before', async () => {
  const { bench } = await hanging(['a.pdf', 'b.pdf']);
  await letGo(bench);

  const [first, second] = bench.rows();
  expect(second!.baseline).toBe(first!.messageId);
});

test('a file that changes after it was read ahead goes out as it is then', async () => {
  const { bench } = await hanging(['a.pdf', 'b.pdf']);
  await bench.clock.advance(1_000);
  bench.files.write('/srv/scans/b.pdf', 'another content');
  await letGo(bench);

  expect(bench.rows()[1]).toMatchObject({ state: 'delivered', size: 'another content'.length });
  expect(bench.portal.chats.get('chat5')?.map(({ file }) => file?.size)).toEqual([16, 15]);
});

test('a file that is deleted after it was read ahead is not posted', async () => {
  const { bench } = await hanging(['a.pdf', 'b.pdf']);
  await bench.clock.advance(1_000);
  bench.files.remove('/srv/scans/b.pdf');
  await letGo(bench);

  expect(bench.portal.posts).toEqual(['chat5 a.pdf']);
});

test('a file with the content of the one before is known as its repeat although it was read ahead', async () => {
  const bench = new DeliveryBench();
  bench.watches.set('scans', { name: 'scans', repeats: 'any-name', perMinuteCap: 0 } as WatchSpec);
  bench.portal.mishaps.push({ type: 'hang' });
  bench.queue(['a.pdf', 'b.pdf'], { content: 'alike' });
  await bench.start();
  await letGo(bench);

  expect(bench.rows()).toMatchObject([
    { state: 'delivered' },
    { state: 'skipped', code: 'file.already-sent' },
  ]);
});

test('a pause asked for meanwhile keeps back what was read ahead', async () => {
  const { bench } = await hanging(['a.pdf', 'b.pdf']);
  bench.delivery.pause({ watch: undefined, until: undefined });
  await letGo(bench);

  expect(bench.states()).toEqual(['delivered', 'queued']);
});

test('another dialog that waits for its turn comes before what was read ahead', async () => {
  const bench = new DeliveryBench();
  bench.settings = { ...bench.settings, perPortal: 1 };
  await bench.restart();
  bench.portal.mishaps.push({ type: 'hang' });
  bench.queue(['a1', 'a2'], { dialog: 'chat1' });
  bench.queue(['b1'], { dialog: 'chat2' });
  await bench.clock.advance(0);
  await letGo(bench);

  expect(bench.portal.posts).toEqual(['chat1 a1', 'chat2 b1', 'chat1 a2']);
});

test('while the disk is full neither is recorded nor the next one sent, and afterwards everything goes on', async () => {
  const { bench } = await hanging(['a.pdf', 'b.pdf']);
  bench.ledger.db.exec('PRAGMA query_only = ON');
  await letGo(bench);
  expect(bench.states()).toEqual(['sending', 'queued']);
  expect(bench.portal.posts).toEqual(['chat5 a.pdf']);

  bench.ledger.db.exec('PRAGMA query_only = OFF');
  await bench.clock.advance(10_000);
  expect(bench.states()).toEqual(['delivered', 'delivered']);
  expect(bench.portal.posts).toEqual(['chat5 a.pdf', 'chat5 b.pdf']);
});

test('a process that dies between an answer and its record looks into the chat, and posts nothing twice', async () => {
  const { bench } = await hanging(['a.pdf', 'b.pdf']);
  bench.ledger.db.exec('PRAGMA query_only = ON');
  await letGo(bench);
  bench.ledger.db.exec('PRAGMA query_only = OFF');
  await bench.kill();
  await bench.clock.advance(200_000);

  expect(bench.states()).toEqual(['delivered', 'delivered']);
  expect(bench.portal.posts).toEqual(['chat5 a.pdf', 'chat5 b.pdf']);
});

test('an answer without a file behind it is recorded alone, soon', async () => {
  const { bench } = await hanging(['a.pdf']);
  bench.portal.release();
  await bench.clock.advance(0);

  expect(bench.states()).toEqual(['delivered']);
});

test('what was read before the token was renewed is not taken for what follows afterwards', async () => {
  const bench = new DeliveryBench();
  const { portal } = bench;
  const readers: (() => Promise<void>)[] = [];
  const readAhead = portal.readAhead.bind(portal);
  portal.readAhead = (file) =>
    new Promise((resolve) => readers.push(async () => resolve(await readAhead(file))));
  const post = portal.post.bind(portal);
  let handOverAgain = (): void => undefined;
  portal.post = (file, hooks, ...rest) => {
    if (file.name === 'a.pdf') handOverAgain = () => hooks.onHandedOver?.();
    return post(file, hooks, ...rest);
  };
  const { rows } = await hanging(['a.pdf', 'b.pdf', 'c.pdf'], bench);

  bench.delivery.cancel(rows[1]!.id);
  handOverAgain();
  await readers[0]!();
  await letGo(bench);

  expect(bench.rows()[2]!.sha256).toBe(sha256Of('content of c.pdf'));
});

test('a wait that begins before the answer is recorded is not over by it', async () => {
  const { bench } = await hanging(['a.pdf', 'b.pdf']);
  const { portal } = bench;
  claimLate(bench, 'b.pdf');
  portal.release();
  await bench.clock.advance(1);
  portal.mishaps.push({ type: 'refuse', error: new AppError('network.offline', 'test') });
  bench.queue(['x.pdf'], { dialog: 'chat6' });
  await bench.clock.advance(30);

  expect(bench.states()).toEqual(['delivered', 'queued', 'queued']);
  expect(bench.delivery.standstill().holds).toMatchObject([{ code: 'network.offline' }]);
  await bench.clock.advance(1_000);
});

test('a disk that was full for a moment holds nobody once it is well again', async () => {
  const { bench } = await hanging(['a.pdf', 'b.pdf']);
  bench.ledger.db.exec('PRAGMA query_only = ON');
  await letGo(bench);
  bench.ledger.db.exec('PRAGMA query_only = OFF');
  await bench.clock.advance(1_500);

  expect(bench.states()).toEqual(['delivered', 'delivered']);
  expect(bench.events.some(({ type }) => type === 'hold')).toBe(false);
});

test('a record that fails once for a reason of its own keeps no later one from being written', async () => {
  const { bench } = await hanging(['a.pdf', 'b.pdf']);
  const { uploads } = bench.ledger;
  const { portal } = bench;
  claimLate(bench, 'b.pdf');
  portal.release();
  await bench.clock.advance(1);
  const apply = uploads.applyWithin.bind(uploads);
  uploads.applyWithin = () => {
    uploads.applyWithin = apply;
    throw new AppError('internal', 'test');
  };
  await bench.clock.advance(10_000);

  expect(bench.states()).toEqual(['delivered', 'delivered']);
  expect(portal.posts).toEqual(['chat5 a.pdf', 'chat5 b.pdf']);
});

test('after 32 files in a row everybody is asked again what there is to do', async () => {
  const bench = new DeliveryBench();
  const post = bench.portal.post.bind(bench.portal);
  bench.portal.post = async (file, hooks, ...rest) => {
    const outcome = await post(file, hooks, ...rest);
    // Long enough for what follows to be read.
    await new Promise<void>((resolve) => bench.clock.setTimer(10, resolve));
    return outcome;
  };
  const alone = new Set<number>();
  bench.onEvent = (event) => {
    if (event.type !== 'upload' || event.row.state !== 'delivered') return;
    const states = bench.states();
    if (!states.includes('sending')) alone.add(states.filter((state) => state === 'delivered').length);
  };
  bench.queue(Array.from({ length: 40 }, (_, at) => `${at}.pdf`));
  await bench.start();
  await bench.clock.advance(10_000);

  expect([...alone]).toEqual([32, 40]);
});
