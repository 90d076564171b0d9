import { expect, test } from 'vitest';
import type { WatchSpec } from '#domain/watch.ts';
import type { UploadRow } from '#engine/ledger/rows.ts';
import { mayJoin } from '#engine/queue/may-join.ts';
import type { DeliveryParts } from '#engine/queue/parts.ts';
import { DeliveryBench } from '#test/support/delivery-bench.ts';

/** Whether the second of two uploads may be claimed before it is known what becomes of the first. */
function second(
  differs: Partial<UploadRow>,
  spec: Partial<WatchSpec> = {},
  prepare: (bench: DeliveryBench) => void = () => undefined,
): boolean {
  const bench = new DeliveryBench();
  const whole = { name: 'scans', repeats: 'same-name', perMinuteCap: 0, ...spec };
  bench.watches.set('scans', whole as WatchSpec);
  prepare(bench);
  const [first, row] = bench.queue(['a.pdf', 'b.pdf']);
  const { clock, ledger, portal, watches } = bench;
  const parts = { clock, ledger, watches } as unknown as DeliveryParts;
  return mayJoin(parts, portal, { ...row!, ...differs }, [first!]);
}

/** A file that was delivered into the chat before. */
function deliver(bench: DeliveryBench, name: string): void {
  const [row] = bench.queue([name]);
  const { uploads } = bench.ledger;
  uploads.apply(row!.id, { type: 'claim' }, { startedAt: bench.clock.now() });
  uploads.apply(row!.id, { type: 'posted' }, { deliveredAt: bench.clock.now(), messageId: 7, sha256: 'f00' });
}

test('a file that nothing ties to the one before it', () => {
  expect(second({})).toBe(true);
});

test('not one that goes out as another bot: it may not see the chat', () => {
  expect(second({ bot: 'other' })).toBe(false);
});

test('not one that would look like the one before it in the chat', () => {
  expect(second({ name: 'a (1).pdf' })).toBe(false);
});

test('not the very same file under another name: its repeat', () => {
  const bench = new DeliveryBench();
  const [first] = bench.queue(['a.pdf']);
  expect(second({ ino: first!.ino })).toBe(false);
});

test('not one that may be a repeat of what was delivered', () => {
  expect(second({}, {}, (bench) => deliver(bench, 'b.pdf'))).toBe(false);
  expect(second({}, {}, (bench) => deliver(bench, 'c.pdf'))).toBe(true);
  expect(second({ forced: true }, {}, (bench) => deliver(bench, 'b.pdf'))).toBe(true);
});

test('not one whose content may make it a repeat of the one before it', () => {
  expect(second({}, { repeats: 'any-name' })).toBe(false);
});

test('not one of a watch that may send so many a minute', () => {
  expect(second({}, { perMinuteCap: 5 })).toBe(false);
});

test('not one that is larger than what the portal takes', () => {
  const small = (bench: DeliveryBench) => Object.assign(bench.portal, { maxFileBytes: 5 });
  expect(second({}, {}, small)).toBe(false);
});
