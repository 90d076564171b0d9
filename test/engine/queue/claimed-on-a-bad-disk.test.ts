import { expect, test } from 'vitest';
import { DeliveryBench } from '#test/support/delivery-bench.ts';
import { answersIn, hangingAt, initials, inOrder, letGo, NAMES } from './claimed-fixture.ts';

test('what cannot be put back in line at once is put back with the next try', async () => {
  const { bench } = await hangingAt('c.pdf');
  bench.delivery.pause({ watch: 'scans', until: undefined });
  const { uploads } = bench.ledger;
  const releaseWithin = uploads.releaseWithin.bind(uploads);
  uploads.releaseWithin = () => {
    uploads.releaseWithin = releaseWithin;
    throw new Error('out of memory');
  };
  await letGo(bench);
  expect(initials(bench)).toBe('dddqqqqqqqqq');

  bench.delivery.resume('scans');
  await bench.clock.advance(10_000);
  expect(bench.portal.posts).toEqual(inOrder(NAMES));
});

test('what waits for a full disk to be put back in line can be taken out as soon as there is space', async () => {
  const { bench } = await hangingAt('c.pdf');
  bench.delivery.pause({ watch: undefined, until: undefined });
  bench.ledger.db.exec('PRAGMA query_only = ON');
  await letGo(bench);
  expect(() => bench.delivery.cancel(6)).toThrow('the ledger cannot be written');

  bench.ledger.db.exec('PRAGMA query_only = OFF');
  expect(bench.delivery.cancelPendingOf('scans')).toBe(9);
  bench.delivery.resume(undefined);
  await bench.clock.advance(60_000);
  expect(bench.portal.posts).toEqual(inOrder(['a.pdf', 'b.pdf', 'c.pdf']));
  expect(initials(bench)).toBe('dddccccccccc');
});

test('an upload that is taken out before it has begun is not sent, although the disk was full just then', async () => {
  const bench = new DeliveryBench();
  const { portal, clock, ledger } = bench;
  const post = portal.post.bind(portal);
  portal.post = async (file, hooks, signal, ...rest) => {
    // As behind a rate limit.
    await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
    return post(file, hooks, signal, ...rest);
  };
  const [row] = bench.queue(['a.pdf']);
  await bench.start();
  ledger.db.exec('PRAGMA query_only = ON');
  bench.delivery.cancel(row!.id);
  await clock.advance(3_000);
  ledger.db.exec('PRAGMA query_only = OFF');
  await clock.advance(60_000);

  expect(bench.states()).toEqual(['cancelled']);
  expect(portal.posts).toEqual([]);
});

test('a dialog that has nothing to send keeps nobody from claiming early', async () => {
  const bench = new DeliveryBench();
  answersIn(2)(bench);
  bench.queue(['first.pdf'], { dialog: 'chat7' });
  await bench.start();
  await bench.clock.advance(10_000);
  let most = 0;
  bench.onEvent = () => {
    most = Math.max(most, bench.states().filter((state) => state === 'sending').length);
  };
  for (const dialog of ['chat5', 'chat6']) bench.queue(NAMES, { dialog });
  await bench.clock.advance(10_000);

  expect(most).toBeGreaterThan(NAMES.length);
  expect(bench.portal.posts).toHaveLength(1 + 2 * NAMES.length);
});
