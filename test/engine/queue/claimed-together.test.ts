import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { AppError } from '#domain/errors.ts';
import type { WatchSpec } from '#domain/watch.ts';
import { DeliveryBench } from '#test/support/delivery-bench.ts';
import { answersIn, hangingAt, initials, inOrder, letGo, meets, NAMES } from './claimed-fixture.ts';

const sha256Of = (text: string) => createHash('sha256').update(text).digest('hex');

test('while a fast portal works on one file the next eight are claimed, with the record of what was posted before', async () => {
  const { bench } = await hangingAt('b.pdf');
  expect(initials(bench)).toBe('dsssssssssqq');

  await letGo(bench);
  expect(initials(bench)).toBe('dddddddddddd');
  expect(bench.portal.posts).toEqual(inOrder(NAMES));
  for (const row of bench.rows()) expect(row).toMatchObject({ attempts: 1, messageId: 100 + row.id });
});

test('a process that dies with several claimed looks for each of them, and posts each once', async () => {
  for (const [at, name] of NAMES.entries()) {
    const { bench } = await hangingAt(name);
    await bench.kill();
    bench.portal.mishaps.length = 0;
    await bench.clock.advance(600_000);

    expect(bench.portal.posts, `killed at ${name}`).toEqual(inOrder(NAMES));
    expect(initials(bench)).toBe('dddddddddddd');
    expect(bench.portal.looks).toBeGreaterThan(at === 0 ? 0 : 1);
  }
});

test('an unanswered upload puts those claimed behind it back in line as if nothing had been tried', async () => {
  const bench = new DeliveryBench();
  meets(bench, 'c.pdf', { type: 'swallow' });
  answersIn(1)(bench);
  bench.queue(NAMES);
  const claimed = new Set<string>();
  bench.onEvent = (event) => {
    if (event.type === 'upload' && event.row.state === 'sending') claimed.add(event.row.name);
  };
  await bench.start();
  await bench.clock.advance(1_000);

  expect(claimed).toContain('d.pdf');
  expect(initials(bench)).toBe('dduqqqqqqqqq');
  expect(bench.rows().map(({ attempts }) => attempts)).toEqual([
    1,
    1,
    1,
    ...Array.from({ length: 9 }, () => 0),
  ]);
  expect(bench.rows()[3]).toMatchObject({ startedAt: undefined, code: undefined });
  const attempts = bench.ledger.db.prepare('SELECT upload FROM attempts').all();
  expect(attempts.map(({ upload }) => upload)).toEqual([1, 2, 3]);

  await bench.clock.advance(200_000);
  expect(bench.portal.posts).toEqual(inOrder(NAMES));
  expect(initials(bench)).toBe('dddddddddddd');
});

test('a refused upload holds nobody up that was claimed behind it', async () => {
  const bench = new DeliveryBench();
  meets(bench, 'c.pdf', { type: 'refuse', error: new AppError('request.refused', 'test') });
  bench.queue(NAMES);
  await bench.start();
  await bench.clock.advance(1_000);

  expect(initials(bench)).toBe('ddfddddddddd');
  expect(bench.portal.posts).toEqual(inOrder(NAMES.filter((name) => name !== 'c.pdf')));
});

test('a pause keeps back what is claimed and has not begun', async () => {
  const { bench } = await hangingAt('c.pdf');
  expect(initials(bench)).toBe('ddssssssssqq');
  bench.delivery.pause({ watch: 'scans', until: undefined });
  await letGo(bench);

  expect(initials(bench)).toBe('dddqqqqqqqqq');
  expect(bench.rows().map(({ attempts }) => attempts)).toEqual([
    1,
    1,
    1,
    ...Array.from({ length: 9 }, () => 0),
  ]);
  bench.delivery.resume('scans');
  await bench.clock.advance(1_000);
  expect(bench.portal.posts).toEqual(inOrder(NAMES));
});

test('the end of the program lets the one under way finish and sends nothing that was only claimed', async () => {
  const { bench } = await hangingAt('c.pdf');
  const stopped = bench.delivery.stop(20_000);
  await letGo(bench);
  await stopped;

  expect(initials(bench)).toBe('dddqqqqqqqqq');
});

test('a claimed upload can be taken out before its turn', async () => {
  const { bench, rows } = await hangingAt('b.pdf');
  expect(bench.delivery.cancel(rows[3]!.id)).toMatchObject({ state: 'cancelled' });
  await letGo(bench);

  expect(initials(bench)).toBe('dddcdddddddd');
  expect(bench.portal.posts).toEqual(inOrder(NAMES.filter((name) => name !== 'd.pdf')));
});

test('one that is taken out while those before it fail is out all the same', async () => {
  const bench = new DeliveryBench();
  const { rows } = await hangingAt('b.pdf', bench);
  bench.delivery.cancel(rows[3]!.id);
  bench.portal.mishaps.push({ type: 'lose' });
  meets(bench, 'c.pdf', { type: 'lose' });
  await letGo(bench);

  expect(initials(bench)).toBe('dducqqqqqqqq');
});

test('a file that the watch finds changed between its reading and its claim goes out as it is then', async () => {
  const bench = new DeliveryBench();
  const { portal, ledger, files } = bench;
  const readAhead = portal.readAhead.bind(portal);
  portal.readAhead = async (file) => {
    const ready = await readAhead(file);
    if (file.name === 'd.pdf' && file.stamp.size !== 9) {
      const stamp = files.write(file.path, 'rewritten');
      ledger.uploads.relocate(4, { ...file, stamp });
    }
    return ready;
  };
  await hangingAt('c.pdf', bench);
  await letGo(bench);

  expect(bench.rows()[3]).toMatchObject({ state: 'delivered', size: 9, sha256: sha256Of('rewritten') });
  expect(portal.posts).toEqual(inOrder(NAMES));
});

test('a file that changes after it was claimed goes out as it is then, once', async () => {
  const { bench } = await hangingAt('b.pdf');
  await bench.clock.advance(1_000);
  bench.files.write('/srv/scans/d.pdf', 'another content');
  await letGo(bench);
  await bench.clock.advance(10_000);

  expect(bench.rows()[3]).toMatchObject({ state: 'delivered', size: 'another content'.length });
  expect(bench.portal.posts.toSorted()).toEqual(inOrder(NAMES));
});

test('on a disk that is full for a while nothing is claimed early, and everything goes out once', async () => {
  const bench = new DeliveryBench();
  meets(bench, 'b.pdf', { type: 'hang' });
  bench.queue(NAMES);
  bench.onEvent = (event) => {
    if (event.type !== 'upload' || event.row.name !== 'b.pdf' || event.row.state !== 'sending') return;
    bench.ledger.db.exec('PRAGMA query_only = ON');
  };
  await bench.start();
  await letGo(bench);
  expect(bench.portal.posts.length).toBeLessThan(NAMES.length);

  bench.onEvent = () => undefined;
  bench.ledger.db.exec('PRAGMA query_only = OFF');
  await letGo(bench);
  await bench.clock.advance(100_000);
  expect(initials(bench)).toBe('dddddddddddd');
  expect(bench.portal.posts).toEqual(inOrder(NAMES));
});

/** How many were `sending` at a time, at most, while all of them went out. */
async function mostAtOnce(arrange: (bench: DeliveryBench) => void): Promise<number> {
  const bench = new DeliveryBench();
  arrange(bench);
  let most = 0;
  bench.onEvent = () => {
    most = Math.max(most, bench.states().filter((state) => state === 'sending').length);
  };
  bench.queue(NAMES);
  await bench.start();
  await bench.clock.advance(100_000);
  expect(bench.portal.posts).toEqual(inOrder(NAMES));
  return most;
}

const watch = (spec: Partial<WatchSpec>) => (bench: DeliveryBench) => {
  const whole = { name: 'scans', repeats: 'same-name', perMinuteCap: 0, ...spec };
  bench.watches.set('scans', whole as WatchSpec);
};

test('more are claimed at once where the portal answers faster than a disk writes', async () => {
  // The one under way, and those behind it.
  expect(await mostAtOnce(answersIn(3))).toBe(1 + 6);
  expect(await mostAtOnce(answersIn(9))).toBe(1 + 2);
  expect(await mostAtOnce(answersIn(21))).toBe(1);
});

test('several are claimed at once under a watch, too', async () => {
  expect(await mostAtOnce(watch({}))).toBe(8);
});

test('nothing is claimed early where it could not be told after a kill whose message is there', async () => {
  expect(await mostAtOnce(({ portal }) => (portal.canRead = false))).toBe(1);
});

test('nothing is claimed early that a limit would hold up', async () => {
  expect(await mostAtOnce(({ portal }) => (portal.isFree = false))).toBe(1);
});

test('nothing is claimed early where those before it decide whether it is sent, or when', async () => {
  expect(await mostAtOnce(watch({ repeats: 'any-name' }))).toBe(1);
  expect(await mostAtOnce(watch({ perMinuteCap: 11 }))).toBe(1);
});

test('of two files that would look alike in the chat the second is not claimed with the first', async () => {
  const bench = new DeliveryBench();
  meets(bench, 'b.pdf', { type: 'hang' });
  bench.queue(['a.pdf', 'b.pdf', 'c.pdf', 'd.pdf', 'C.pdf', 'e.pdf']);
  await bench.start();
  await bench.clock.advance(1);

  const together = bench.rows().filter(({ state }) => state === 'sending');
  expect(together.map(({ name }) => name)).toEqual(['b.pdf', 'c.pdf', 'd.pdf']);
  await letGo(bench);
  expect(initials(bench)).toBe('dddddd');
});
