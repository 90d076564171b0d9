import { expect, test } from 'vitest';
import { AppError } from '#domain/errors.ts';
import { DeliveryBench } from '#test/support/delivery-bench.ts';

/** The first file waits at the portal for its response; the other one is queued behind it. */
async function waitingForResponse() {
  const bench = new DeliveryBench();
  bench.portal.mishaps.push({ type: 'hang' });
  const rows = bench.queue(['a.pdf', 'b.pdf']);
  await bench.start();
  expect(bench.states()).toEqual(['sending', 'queued']);
  return { bench, rows };
}

async function respond(bench: DeliveryBench): Promise<void> {
  bench.portal.release();
  await bench.clock.advance(10_000);
}

function fillDisk(bench: DeliveryBench): void {
  bench.ledger.db.exec('PRAGMA query_only = ON');
}

function freeDisk(bench: DeliveryBench): void {
  bench.ledger.db.exec('PRAGMA query_only = OFF');
}

test('the search for the next upload in the chat begins behind the message of the one before', async () => {
  const { bench } = await waitingForResponse();
  await respond(bench);

  const [first, second] = bench.rows();
  expect(second!.afterMessageId).toBe(first!.messageId);
});

test('while the disk is full nothing is recorded and nothing sent, and afterwards everything goes on', async () => {
  const { bench } = await waitingForResponse();
  fillDisk(bench);
  await respond(bench);
  expect(bench.states()).toEqual(['sending', 'queued']);
  expect(bench.portal.posts).toEqual(['chat5 a.pdf']);

  freeDisk(bench);
  await bench.clock.advance(1_500);
  expect(bench.states()).toEqual(['delivered', 'delivered']);
  expect(bench.portal.posts).toEqual(['chat5 a.pdf', 'chat5 b.pdf']);
  expect(bench.events.some(({ type }) => type === 'hold')).toBe(false);
});

test('a process that dies between a response and its record verifies the upload, and posts nothing twice', async () => {
  const { bench } = await waitingForResponse();
  fillDisk(bench);
  await respond(bench);
  freeDisk(bench);
  await bench.kill();
  await bench.clock.advance(200_000);

  expect(bench.states()).toEqual(['delivered', 'delivered']);
  expect(bench.portal.posts).toEqual(['chat5 a.pdf', 'chat5 b.pdf']);
});

test('a program that is stopped while the disk is full verifies the upload at its next start', async () => {
  const { bench } = await waitingForResponse();
  fillDisk(bench);
  await respond(bench);
  const stopped = bench.delivery.stop(0);
  await bench.clock.advance(2_000);
  await stopped;
  freeDisk(bench);
  expect(bench.states()).toEqual(['sending', 'queued']);

  await bench.restart();
  await bench.clock.advance(200_000);
  expect(bench.states()).toEqual(['delivered', 'delivered']);
  expect(bench.portal.posts).toEqual(['chat5 a.pdf', 'chat5 b.pdf']);
});

test('an upload whose record fails for a reason of its own is verified, and posted once', async () => {
  const { bench } = await waitingForResponse();
  const { uploads } = bench.ledger;
  const apply = uploads.applyInTransaction.bind(uploads);
  uploads.applyInTransaction = () => {
    uploads.applyInTransaction = apply;
    throw new AppError('internal', 'test');
  };
  await respond(bench);
  expect(bench.states()[0]).toBe('verifying');
  await bench.clock.advance(200_000);

  expect(bench.states()).toEqual(['delivered', 'delivered']);
  expect(bench.portal.posts).toEqual(['chat5 a.pdf', 'chat5 b.pdf']);
});

test('a failed record leaves the other uploads under way alone', async () => {
  const { bench } = await waitingForResponse();
  bench.portal.mishaps.push({ type: 'hang' });
  bench.queue(['x.pdf'], { dialog: 'chat6' });
  await bench.clock.advance(0);
  const { uploads } = bench.ledger;
  const apply = uploads.applyInTransaction.bind(uploads);
  uploads.applyInTransaction = () => {
    uploads.applyInTransaction = apply;
    throw new AppError('internal', 'test');
  };
  bench.portal.releaseFirst();
  await bench.clock.advance(5_000);

  expect(bench.states()).toEqual(['verifying', 'queued', 'sending']);
});
