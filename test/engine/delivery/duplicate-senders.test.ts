import { expect, test } from 'vitest';
import { DeliveryBench } from '#test/support/delivery-bench.ts';

const TARGET = { portal: 'office', bot: 'scanner', dialog: 'chat5' };

test('a file of ours that nobody of us posted gives another computer away', async () => {
  const bench = new DeliveryBench();
  const [first] = bench.queue(['a.pdf']);
  await bench.start();
  bench.portal.deliver({ target: TARGET, name: 'a (1).pdf', caption: '' }, first?.size ?? 0);
  bench.portal.mishaps.push({ type: 'swallow' });
  bench.queue(['b.pdf']);
  await bench.clock.advance(66_000);

  expect(bench.states()).toEqual(['delivered', 'delivered']);
  expect(bench.ledger.duplicateSenders.all()).toMatchObject([{ dialog: 'chat5', name: 'a (1).pdf' }]);
  expect(bench.events.filter((event) => event.type === 'duplicateSender')).toHaveLength(1);
});

test('what the bot posts besides our files, and what we posted ourselves, gives nobody away', async () => {
  const bench = new DeliveryBench();
  bench.queue(['a.pdf', 'b.pdf']);
  await bench.start();
  bench.portal.deliver({ target: TARGET, name: 'report of another program.pdf', caption: '' }, 12_345);
  bench.portal.mishaps.push({ type: 'swallow' });
  bench.queue(['c.pdf']);
  await bench.clock.advance(66_000);

  expect(bench.states()).toEqual(['delivered', 'delivered', 'delivered']);
  expect(bench.ledger.duplicateSenders.all()).toEqual([]);
});
