import { expect, onTestFinished, test } from 'vitest';
import { DuplicateSenderWatch } from '#engine/delivery/verify/duplicate-sender-watch.ts';
import { DeliveryBench } from '#test/support/delivery-bench.ts';

const TARGET = { portal: 'office', bot: 'scanner', dialog: 'chat5' };
const A_MINUTE = 60_000;

/** A delivery of which the watch for duplicateSenders hears. */
async function watched() {
  const bench = new DeliveryBench();
  const { ledger, clock, portal } = bench;
  const watch = new DuplicateSenderWatch({
    ledger,
    clock,
    portals: new Map([['office', portal]]),
    emit: (event) => bench.events.push(event),
    log: () => undefined,
  });
  onTestFinished(() => watch.stop());
  await bench.start();
  /** Queues a file and lets it be delivered; resolves to its size. */
  const deliver = async (name: string, options = {}): Promise<number> => {
    const [queued] = bench.queue([name], options);
    await clock.advance(0);
    const row = ledger.uploads.get(queued?.id ?? 0);
    expect(row?.state).toBe('delivered');
    if (row !== undefined) watch.onUpload(row);
    return row?.size ?? 0;
  };
  return { bench, watch, clock, portal, deliver, duplicateSenders: () => ledger.duplicateSenders.all() };
}

test('a file that another computer posted, before us or after us, is noticed with one request', async () => {
  const { clock, portal, deliver, duplicateSenders } = await watched();
  await deliver('first.pdf');
  await clock.advance(11 * A_MINUTE);
  portal.deliver({ target: TARGET, name: 'a.pdf', caption: '' }, 'content of a.pdf'.length);

  await deliver('a.pdf');
  await deliver('b.pdf');
  const before = portal.glances;
  await clock.advance(11 * A_MINUTE);

  expect(duplicateSenders()).toMatchObject([{ dialog: 'chat5', name: 'a.pdf' }]);
  expect(portal.glances).toBe(before + 1);

  const size = await deliver('c.pdf');
  portal.deliver({ target: TARGET, name: 'c (1).pdf', caption: '' }, size);
  await clock.advance(11 * A_MINUTE);
  expect(duplicateSenders()).toMatchObject([{ dialog: 'chat5', name: 'c (1).pdf' }]);
});

test('a hundred deliveries in an hour cost a dialog six glances at most', async () => {
  const { clock, portal, deliver, duplicateSenders } = await watched();

  for (let nth = 0; nth < 100; nth += 1) {
    await deliver(`${nth}.pdf`);
    await clock.advance(36_000);
  }

  expect(portal.glances).toBeGreaterThanOrEqual(5);
  expect(portal.glances).toBeLessThanOrEqual(6);
  expect(duplicateSenders()).toEqual([]);
});

test('what was settled is not warned about again for the same message', async () => {
  const { bench, clock, portal, deliver, duplicateSenders } = await watched();
  const size = await deliver('a.pdf');
  portal.deliver({ target: TARGET, name: 'a (1).pdf', caption: '' }, size);
  await clock.advance(A_MINUTE);
  expect(duplicateSenders()).toHaveLength(1);
  bench.ledger.duplicateSenders.forget('office', 'chat5');

  await deliver('b.pdf');
  await clock.advance(11 * A_MINUTE);

  expect(portal.glances).toBe(2);
  expect(duplicateSenders()).toEqual([]);
});

test('a glance that fails or may not read harms nobody, and a later one sees', async () => {
  const { clock, portal, deliver, duplicateSenders } = await watched();
  await deliver('a.pdf');
  portal.lookFailures.push('network.offline');
  await clock.advance(A_MINUTE);
  portal.canRead = false;
  await deliver('b.pdf');
  await clock.advance(11 * A_MINUTE);
  expect([portal.glances, duplicateSenders()]).toEqual([2, []]);

  portal.canRead = true;
  portal.deliver({ target: TARGET, name: 'c.pdf', caption: '' }, 'content of c.pdf'.length);
  await deliver('c.pdf');
  await clock.advance(11 * A_MINUTE);
  expect(duplicateSenders()).toMatchObject([{ name: 'c.pdf' }]);
});

test('after a file sent by hand, and after the end, nobody glances', async () => {
  const { watch, clock, portal, deliver } = await watched();

  await deliver('by hand.pdf', { watch: null });
  await clock.advance(A_MINUTE);
  await deliver('a.pdf');
  await watch.stop();
  await deliver('b.pdf');
  await clock.advance(11 * A_MINUTE);

  expect(portal.glances).toBe(0);
});
