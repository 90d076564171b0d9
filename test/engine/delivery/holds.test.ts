import { expect, test } from 'vitest';
import { AppError } from '#domain/errors.ts';
import { DeliveryBench } from '#test/support/delivery-bench.ts';
import { refuse } from '#test/support/fake-portal.ts';

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

test('a hold takes the reason of the newest failure: the repaired webhook does not know the bot', async () => {
  const bench = new DeliveryBench();
  bench.portal.mishaps.push(refuse('portal.credentials'), refuse('bot.unknown'));
  bench.queue(['a.pdf', 'b.pdf']);
  await bench.start();
  expect(bench.ledger.holds.all()).toMatchObject([{ code: 'portal.credentials', bot: undefined }]);

  bench.portal.probeWorks = false;
  bench.portal.probeCode = 'bot.unknown';
  await bench.clock.advance(60_000);

  expect(bench.ledger.holds.all()).toMatchObject([{ code: 'bot.unknown', bot: 'scanner' }]);
  expect(bench.rows()[0]).toMatchObject({ state: 'failed', code: 'bot.unknown' });

  bench.portal.probeWorks = true;
  await bench.clock.advance(600_000);
  expect(bench.portal.posts).toEqual(['chat5 a.pdf', 'chat5 b.pdf']);
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
