import { expect, test } from 'vitest';
import { retryByHand } from '#engine/store/secondary-client.ts';
import { DeliveryBench } from '#test/support/delivery-bench.ts';

test('a file whose answer was lost is found in the chat and not sent again', async () => {
  const bench = new DeliveryBench();
  bench.portal.mishaps.push({ type: 'swallow' });
  bench.queue(['a.pdf', 'b.pdf']);

  await bench.start();
  expect(bench.states()).toEqual(['verifying', 'queued']);
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

test('a file that is missing in the chat a second time waits before it is sent again', async () => {
  const bench = new DeliveryBench();
  bench.portal.mishaps.push({ type: 'lose' }, { type: 'lose' });
  bench.queue(['a.pdf']);

  await bench.start();
  await bench.clock.advance(66_000);
  expect(bench.portal.posts).toEqual([]);
  await bench.clock.advance(66_000);
  expect(bench.rows()[0]).toMatchObject({ state: 'waiting', code: 'network.unanswered' });
  await bench.clock.advance(60_000);

  expect(bench.portal.posts).toEqual(['chat5 a.pdf']);
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
  expect(bench.states()).toEqual(['verifying']);
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
  expect(bench.states()).toEqual(['verifying']);

  await bench.clock.advance(120_000);

  expect(bench.states()).toEqual(['delivered']);
  expect(bench.portal.posts).toEqual(['chat5 a.pdf']);
});
