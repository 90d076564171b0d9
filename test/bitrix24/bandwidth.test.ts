import { expect, test } from 'vitest';
import { bandwidth } from '#bitrix24/http/bandwidth.ts';
import { ManualClock } from '#test/support/manual-clock.ts';

const PIECE = 10_000;

/** Sends chunks without end and counts them. */
function sender(take: ReturnType<typeof bandwidth>, signal = new AbortController().signal) {
  const count = { chunks: 0, isOver: false };
  const run = async () => {
    for (;;) {
      await take(PIECE, signal);
      count.chunks += 1;
    }
  };
  run().catch(() => (count.isOver = true));
  return count;
}

test('all uploads together keep to the cap and share it alike', async () => {
  const clock = new ManualClock();
  const take = bandwidth(clock, () => 100_000);
  const [one, other] = [sender(take), sender(take)];

  await clock.advance(10_000);

  const sent = (one.chunks + other.chunks) * PIECE;
  expect(sent).toBeGreaterThanOrEqual(1_000_000);
  expect(sent).toBeLessThanOrEqual(1_000_000 + 2 * PIECE);
  expect(Math.abs(one.chunks - other.chunks)).toBeLessThanOrEqual(1);
});

test('time in which nothing was sent is not made up for', async () => {
  const clock = new ManualClock();
  const take = bandwidth(clock, () => 100_000);
  await clock.advance(60_000);
  const count = sender(take);

  await clock.advance(1_000);

  expect(count.chunks).toBeLessThanOrEqual(11);
});

test('without a cap nobody waits, and another cap counts from the next chunk on', async () => {
  const clock = new ManualClock();
  let rate = 0;
  const take = bandwidth(clock, () => rate);
  const { signal } = new AbortController();
  for (let nth = 0; nth < 100; nth += 1) await take(PIECE, signal);
  expect(clock.waiting).toBe(0);

  rate = 100_000;
  const count = sender(take);
  await clock.advance(1_000);

  expect(count.chunks).toBeLessThanOrEqual(11);
});

test('who is broken off does not wait any longer and leaves no timer behind', async () => {
  const clock = new ManualClock();
  const take = bandwidth(clock, () => 1_000);
  const broken = new AbortController();
  const count = sender(take, broken.signal);
  await clock.advance(0);
  expect(count).toEqual({ chunks: 1, isOver: false });

  broken.abort();
  await clock.advance(0);

  expect(count).toEqual({ chunks: 1, isOver: true });
  expect(clock.waiting).toBe(0);
});
