import { expect, test } from 'vitest';
import { DeliveryBench } from '#test/support/delivery-bench.ts';

const FILES = 250;

test.each([1, 2, 3, 4])(
  'a portal that is restored from backups doubles no file whose answer was lost (1,000 lost answers, part %i)',
  async (seed) => {
    const bench = new DeliveryBench();
    await bench.start();
    const { portal } = bench;
    const random = randomFrom(seed);
    const chance = (share: number) => random() < share;
    const doubled = new Set<string>();

    for (let count = 0; count < FILES; count++) {
      for (let chatter = Math.floor(random() * 4); chatter > 0; chatter--) portal.chatter('chat5');
      if (chance(0.2)) portal.restore(1 + Math.floor(random() * 12));
      if (chance(0.3)) portal.chatter('chat5');
      // Some answers are seen, so that the portal's ids are learnt; of the lost ones some files never arrived.
      if (chance(0.3)) bench.queue([`seen ${count}.pdf`]);
      await bench.clock.advance(1_000);
      portal.mishaps.push({ type: chance(0.8) ? 'swallow' : 'lose' });
      bench.queue([`lost ${count}.pdf`]);
      await bench.clock.advance(1_000);
      for (let chatter = Math.floor(random() * 6); chatter > 0; chatter--) portal.chatter('chat5');
      await bench.clock.advance(70_000);

      const names = (portal.chats.get('chat5') ?? []).flatMap(({ file }) => file?.name ?? []);
      for (const [index, name] of names.entries()) if (names.indexOf(name) !== index) doubled.add(name);
    }

    await bench.clock.advance(300_000);

    expect([...doubled]).toEqual([]);
    expect(new Set(bench.states())).toEqual(new Set(['delivered']));
  },
);

test('one answer with an absurd message id makes nothing of what follows doubtful for long', async () => {
  const bench = new DeliveryBench();
  const { portal } = bench;
  bench.queue(['a.pdf']);
  await bench.start();
  bench.ledger.cursors.put('office', 'chat5', 987_654_321, bench.clock.now());

  for (const name of ['b.pdf', 'c.pdf', 'd.pdf']) {
    portal.mishaps.push({ type: 'swallow' });
    bench.queue([name]);
    await bench.clock.advance(70_000);
  }

  expect(portal.posts).toEqual(['chat5 a.pdf', 'chat5 b.pdf', 'chat5 c.pdf', 'chat5 d.pdf']);
  expect(bench.states()).toEqual(['delivered', 'delivered', 'delivered', 'delivered']);
});

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
