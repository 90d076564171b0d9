import { expect, onTestFinished, test } from 'vitest';
import type { FileStamp } from '#domain/file-stamp.ts';
import { type RetryRequests, StabilityTracker } from '#engine/watcher/classify/stability-tracker.ts';
import { ManualClock } from '#test/support/manual-clock.ts';

const QUIET = 5_000;
/** The quiet time and the moment in which files are gathered. */
const ENOUGH = QUIET + 250;

function tracking(handover: () => RetryRequests = () => new Map()) {
  const clock = new ManualClock();
  const files = new Map<string, FileStamp | 'vanished' | 'unreadable'>();
  const batches: string[][] = [];
  const vanished: string[] = [];
  const looks = { count: 0 };
  const counts: number[] = [];
  const tracker = new StabilityTracker({
    clock,
    quietMs: QUIET,
    readStamp: (path) => {
      looks.count++;
      return Promise.resolve(files.get(path) ?? 'vanished');
    },
    onStable: (settled) => {
      batches.push(settled.map(({ path }) => path));
      return Promise.resolve(handover());
    },
    onVanished: (path) => vanished.push(path),
    onRound: () => undefined,
    onCount: (count) => counts.push(count),
  });
  onTestFinished(() => tracker.stop());
  const write = (path: string, size: number, mtimeMs = clock.now()) => {
    const stamp = { dev: 1, ino: 1, size, mtimeMs, ctimeMs: clock.now() };
    files.set(path, stamp);
    return stamp;
  };
  return { clock, files, batches, vanished, looks, counts, tracker, write };
}

test('a quiet file is looked at once more, and handed over', async () => {
  const { clock, batches, looks, tracker, write } = tracking();

  tracker.observe('a', write('a', 1));
  await clock.advance(ENOUGH);

  expect(batches).toEqual([['a']]);
  expect(looks.count).toBe(1);
  expect(tracker.isEmpty).toBe(true);
});

test('a file that is heard of a thousand times is looked at once for each quiet time', async () => {
  const { clock, looks, tracker, write } = tracking();
  const stamp = write('a', 1);

  for (let event = 0; event < 1_000; event++) tracker.observe('a', stamp);
  await clock.advance(ENOUGH);

  expect(looks.count).toBe(1);
});

test('a file that grows without anybody telling is waited for', async () => {
  const { clock, batches, tracker, write } = tracking();

  tracker.observe('a', write('a', 1));
  await clock.advance(QUIET - 1);
  write('a', 2);
  await clock.advance(QUIET);
  expect(batches).toEqual([]);
  await clock.advance(QUIET);

  expect(batches).toEqual([['a']]);
});

test('a clock that is set to another time changes nothing', async () => {
  const { clock, batches, tracker, write } = tracking();

  tracker.observe('a', write('a', 1));
  clock.jumpTo(clock.now() + 86_400_000);
  await clock.advance(QUIET - 1);
  expect(batches).toEqual([]);
  clock.jumpTo(0);
  await clock.advance(ENOUGH);

  expect(batches).toEqual([['a']]);
});

test('a burst is handed over in the order of its writing, however it was noticed', async () => {
  const { clock, batches, tracker, write } = tracking();
  const names = ['c', 'a', 'e', 'b', 'd'];

  const stamps = new Map(names.map((name) => [name, write(name, 1, name.charCodeAt(0))]));
  for (const [name, stamp] of stamps) {
    tracker.observe(name, stamp);
    await clock.advance(60);
  }
  await clock.advance(ENOUGH);

  expect(batches.flat()).toEqual(['a', 'b', 'c', 'd', 'e']);
});

test('a file that was noticed late still goes before the ones that were written after it', async () => {
  const { clock, batches, tracker, write } = tracking();
  const writtenFirst = write('1.txt', 1, 1_000);

  tracker.observe('2.txt', write('2.txt', 1, 2_000));
  await clock.advance(QUIET - 1_000);
  tracker.observe('1.txt', writtenFirst);
  await clock.advance(2 * ENOUGH);

  expect(batches.flat()).toEqual(['1.txt', '2.txt']);
});

test('a file that is wanted again later does not keep back the ones written after it', async () => {
  const { clock, batches, tracker, write } = tracking(() => new Map([['locked', { againInMs: 60_000 }]]));

  tracker.observe('locked', write('locked', 1, 1_000));
  await clock.advance(ENOUGH);
  tracker.observe('next', write('next', 1, 2_000));
  await clock.advance(ENOUGH);

  expect(batches).toEqual([['locked'], ['next']]);
});

test('a file that vanishes is told of, one that may not be looked at is let go', async () => {
  const { clock, files, batches, vanished, tracker, write } = tracking();
  tracker.observe('gone', write('gone', 1));
  tracker.observe('closed', write('closed', 1));

  files.set('gone', 'vanished');
  files.set('closed', 'unreadable');
  await clock.advance(ENOUGH);

  expect(vanished).toEqual(['gone']);
  expect(batches).toEqual([]);
  expect(tracker.isEmpty).toBe(true);
});

test('a file that is wanted again is handed over again', async () => {
  let wanted = true;
  const { clock, batches, tracker, write } = tracking(
    () => new Map(wanted ? [['a', { againInMs: 2_000 }]] : []),
  );

  tracker.observe('a', write('a', 1));
  await clock.advance(ENOUGH);
  wanted = false;
  await clock.advance(2_250);

  expect(batches).toEqual([['a'], ['a']]);
  expect(tracker.isEmpty).toBe(true);
});

test('a file that changes while it is being recorded settles anew', async () => {
  let changesMeanwhile = true;
  const { clock, batches, tracker, write } = tracking(() => {
    if (changesMeanwhile) tracker.observe('a', write('a', 2));
    changesMeanwhile = false;
    return new Map();
  });

  tracker.observe('a', write('a', 1));
  await clock.advance(ENOUGH);
  expect(tracker.has('a')).toBe(true);
  await clock.advance(ENOUGH);

  expect(batches).toEqual([['a'], ['a']]);
});

test('after ten minutes a file is called long-writing', async () => {
  const { clock, tracker, write } = tracking();
  tracker.observe('a', write('a', 0));

  for (let second = 1; second <= 600; second += 3) {
    write('a', second);
    await clock.advance(3_000);
  }

  expect(tracker.list()).toMatchObject([{ path: 'a', isLongWriting: true }]);
});

test('how many files are waited for is told from the first second, and when they are handed over', async () => {
  const { clock, counts, tracker, write } = tracking();
  for (const name of ['a', 'b']) tracker.observe(name, write(name, 1));
  expect(counts).toEqual([1, 2]);

  await clock.advance(ENOUGH);

  expect(counts).toEqual([1, 2, 0]);
});
