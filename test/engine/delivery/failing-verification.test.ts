import { expect, test } from 'vitest';
import type { ErrorCode } from '#domain/errors.ts';
import { DeliveryBench } from '#test/support/delivery-bench.ts';
import type { Mishap } from '#test/support/fake-portal.ts';

/** The chat cannot be looked at so often, each time for another reason. */
const FAILURES: readonly ErrorCode[] = [
  'network.offline',
  'dialog.access-denied',
  'portal.internal',
  'network.unanswered',
  'portal.scope',
];

/** One file was posted, or not, without an answer, another one waits behind it, and the chat cannot be looked at. */
async function unansweredOne(mishap: Mishap): Promise<DeliveryBench> {
  const bench = new DeliveryBench();
  bench.portal.mishaps.push(mishap);
  bench.queue(['a.pdf', 'bb.pdf']);
  await bench.start();
  bench.portal.lookFailures.push(...FAILURES);
  return bench;
}

test('a chat that cannot be looked at holds those behind for three looks, and then no longer', async () => {
  const bench = await unansweredOne({ type: 'swallow' });

  await bench.clock.advance(124_000);
  expect(bench.portal.looks).toBe(2);
  expect(bench.states()).toEqual(['verifying', 'queued']);
  expect(bench.portal.posts).toEqual(['chat5 a.pdf']);
  await bench.clock.advance(2_000);

  expect(bench.portal.looks).toBe(3);
  expect(bench.states()).toEqual(['verifying', 'delivered']);
  expect(bench.portal.posts).toEqual(['chat5 a.pdf', 'chat5 bb.pdf']);
});

test('what others have overtaken is found once the chat can be looked at, and not posted twice', async () => {
  const bench = await unansweredOne({ type: 'swallow' });
  await bench.clock.advance(126_000);
  expect(bench.states()).toEqual(['verifying', 'delivered']);

  await bench.clock.advance(600_000);

  expect(bench.portal.lookFailures).toEqual([]);
  expect(bench.rows()).toMatchObject([
    { state: 'delivered', messageId: 101, attempts: 1 },
    { state: 'delivered', messageId: 102 },
  ]);
  expect(bench.portal.posts).toEqual(['chat5 a.pdf', 'chat5 bb.pdf']);
});

test('what others have overtaken and never came is sent once the chat can be looked at', async () => {
  const bench = await unansweredOne({ type: 'lose' });
  await bench.clock.advance(126_000);
  expect(bench.portal.posts).toEqual(['chat5 bb.pdf']);

  await bench.clock.advance(600_000);

  expect(bench.states()).toEqual(['delivered', 'delivered']);
  expect(bench.portal.posts).toEqual(['chat5 bb.pdf', 'chat5 a.pdf']);
});
