import { expect, test } from 'vitest';
import { AppError, type ErrorCode } from '#domain/errors.ts';
import { retryByHand } from '#engine/store/secondary-client.ts';
import { DeliveryBench } from '#test/support/delivery-bench.ts';

const refuse = (code: ErrorCode) => ({ type: 'refuse', error: new AppError(code, 'test') }) as const;

/** A portal that refuses everything until the user has mended something; its first refusal was just now. */
async function needsUser(): Promise<DeliveryBench> {
  const bench = new DeliveryBench();
  bench.portal.probeWorks = false;
  bench.portal.mishaps.push(refuse('portal.scope'));
  bench.queue(['a.pdf', 'b.pdf']);
  await bench.start();
  return bench;
}

/** Lets time pass until so long after the clock began. */
function untilMinute({ clock }: DeliveryBench, minute: number): Promise<void> {
  return clock.advance(minute * 60_000 - clock.monotonicMs());
}

test('the schedule of an upload goes on where it was after the program ended', async () => {
  const bench = new DeliveryBench();
  bench.portal.mishaps.push(refuse('portal.busy'), refuse('portal.busy'), refuse('portal.busy'));
  bench.queue(['a.pdf']);
  await bench.start();
  await bench.clock.advance(5_000);
  const dueAt = bench.rows()[0]?.nextAt;
  await bench.restart();
  expect(bench.rows()[0]).toMatchObject({ state: 'waiting', attempts: 2, nextAt: dueAt });

  await bench.clock.advance(25_000);

  expect(bench.rows()[0]).toMatchObject({ state: 'waiting', attempts: 3 });
});

test('being offline freezes the schedule: no try is counted, however long it lasts', async () => {
  const bench = new DeliveryBench();
  bench.portal.mishaps.push(
    refuse('portal.busy'),
    ...Array.from({ length: 20 }, () => refuse('network.offline')),
  );
  bench.queue(['a.pdf']);
  await bench.start();
  await bench.clock.advance(3_600_000);
  expect(bench.rows()[0]?.attempts).toBe(1);

  await bench.clock.advance(3_600_000);

  expect(bench.rows()[0]).toMatchObject({ state: 'delivered', attempts: 2 });
});

test('a retry by hand begins the schedule anew and goes where the upload always went', async () => {
  const bench = new DeliveryBench();
  bench.portal.mishaps.push(refuse('portal.busy'), refuse('portal.busy'), refuse('portal.busy'));
  const [row] = bench.queue(['a.pdf'], { dialog: 'chat1' });
  await bench.start();
  await bench.clock.advance(5_000);

  retryByHand(bench.ledger.uploads, row?.id ?? 0);
  bench.delivery.wake();
  await bench.clock.advance(0);
  expect(bench.rows()[0]).toMatchObject({ state: 'waiting', attempts: 1 });
  await bench.clock.advance(5_000);

  expect(bench.portal.posts).toEqual(['chat1 a.pdf']);
});

test('what needs the user is tried by itself ever less often, and goes out once it was mended', async () => {
  const bench = await needsUser();

  const probes: number[] = [];
  for (const minute of [1, 3, 7, 15, 31, 60, 63, 120, 123]) {
    await untilMinute(bench, minute);
    probes.push(bench.portal.probes);
  }
  expect(probes).toEqual([1, 2, 3, 4, 5, 5, 6, 6, 7]);
  expect(bench.portal.posts).toEqual([]);
  expect(bench.states()).toEqual(['failed', 'queued']);

  bench.portal.probeWorks = true;
  await untilMinute(bench, 182);
  expect(bench.portal.posts).toEqual([]);
  await untilMinute(bench, 183);

  expect(bench.portal.probes).toBe(8);
  expect(bench.portal.posts).toEqual(['chat5 a.pdf', 'chat5 b.pdf']);
});

test('what needs the user goes out at once when the user says that it was mended', async () => {
  const bench = await needsUser();
  await untilMinute(bench, 180);

  bench.portal.probeWorks = true;
  bench.delivery.retryNow();
  await bench.clock.advance(0);

  expect(bench.portal.posts).toEqual(['chat5 a.pdf', 'chat5 b.pdf']);
});

test('dialogs of a portal take turns: a watch with very many files does not keep another waiting', async () => {
  const bench = new DeliveryBench();
  bench.settings = { ...bench.settings, perPortal: 1 };
  await bench.restart();
  bench.queue(
    Array.from({ length: 50 }, (_, nth) => `many ${nth}`),
    { dialog: 'chat1', watch: 'camera' },
  );
  bench.queue(['few 1', 'few 2'], { dialog: 'chat2', watch: 'scans' });
  await bench.clock.advance(0);

  expect(bench.portal.posts.slice(0, 4)).toEqual([
    'chat1 many 0',
    'chat2 few 1',
    'chat1 many 1',
    'chat2 few 2',
  ]);
  expect(bench.portal.posts).toHaveLength(52);
});

test('two watches into one dialog are posted in the order in which their files became ready', async () => {
  const bench = new DeliveryBench();
  bench.queue(['1'], { watch: 'scans' });
  bench.queue(['2'], { watch: 'camera' });
  bench.queue(['3'], { watch: 'scans' });

  await bench.start();

  expect(bench.portal.posts).toEqual(['chat5 1', 'chat5 2', 'chat5 3']);
});
