import { beforeEach, expect, test, vi } from 'vitest';
import type { CallRequest } from '#engine/system/drive-calls.ts';
import type { DriveHelperEvents } from '#engine/system/drive-helper.ts';
import { GuardedDrive } from '#engine/system/guarded-drive.ts';

const LIMIT_MS = 20_000;

beforeEach(() => {
  vi.useFakeTimers();
  return () => vi.useRealTimers();
});

/** A drive whose helper answers when the test says so. */
function drive() {
  const asked: CallRequest[] = [];
  let events: DriveHelperEvents | undefined;
  let started = 0;
  const limit = { ms: LIMIT_MS };
  const guarded = new GuardedDrive({
    root: '/mnt/nas',
    limitMs: () => limit.ms,
    startHelper: (given) => {
      events = given;
      started += 1;
      return { ask: (request) => asked.push(request), kill: () => given.onExit() };
    },
  });
  return {
    guarded,
    asked,
    limit,
    started: () => started,
    answer: (id: number, result: unknown) => events?.onReply({ id, result }),
    fail: (id: number, code: string) => events?.onReply({ id, message: code, code }),
    exit: () => events?.onExit(),
  };
}

const codeOf = (call: Promise<unknown>) =>
  call.then(
    () => 'answered',
    (error: unknown) => (error as { code?: string }).code,
  );

test('what the drive answers arrives, and what it refuses keeps its code', async () => {
  const { guarded, answer, fail } = drive();
  const [real, refused] = [guarded.ask('realpath', '/mnt/nas/a'), guarded.ask('list', '/mnt/nas/b')];
  answer(1, '/mnt/nas/A');
  fail(2, 'ENOENT');

  expect(await real).toBe('/mnt/nas/A');
  expect(await codeOf(refused)).toBe('ENOENT');
});

test('a call that takes too long is given up with all others, and nothing more is asked until one returns', async () => {
  const { guarded, asked, answer } = drive();
  const hung = [codeOf(guarded.ask('list', '/mnt/nas')), codeOf(guarded.ask('lstat', '/mnt/nas/a'))];
  await vi.advanceTimersByTimeAsync(LIMIT_MS);
  expect(await Promise.all(hung)).toEqual(['drive.unresponsive', 'drive.unresponsive']);

  expect(await codeOf(guarded.ask('list', '/mnt/nas'))).toBe('drive.unresponsive');
  await vi.advanceTimersByTimeAsync(10 * LIMIT_MS);
  expect(asked).toHaveLength(2);

  answer(2, undefined);
  const again = guarded.ask('realpath', '/mnt/nas');
  answer(asked.at(-1)!.id, '/mnt/nas');
  expect(await again).toBe('/mnt/nas');
});

test('a drive that answers after 19 s, always, is never given up, however many calls wait for their turn', async () => {
  const { guarded, asked, answer } = drive();
  const calls = Array.from({ length: 40 }, (_, at) => codeOf(guarded.ask('lstat', `/mnt/nas/${at}`)));
  let answered = 0;
  while (answered < calls.length) {
    const now = asked.slice(answered);
    expect(now.length).toBeLessThanOrEqual(16);
    await vi.advanceTimersByTimeAsync(19_000);
    for (const { id } of now) answer(id, undefined);
    answered += now.length;
  }

  expect(new Set(await Promise.all(calls))).toEqual(new Set(['answered']));
});

test('a file that was opened too late, and one that nobody could close, are closed when the drive answers', async () => {
  const { guarded, asked, answer } = drive();
  const open = guarded.ask('open', '/mnt/nas/a', 0);
  answer(1, 7);
  await open;
  const hung = [codeOf(guarded.ask('fileRead', 7, 10, 0)), codeOf(guarded.ask('open', '/mnt/nas/b', 0))];
  await vi.advanceTimersByTimeAsync(LIMIT_MS);
  await Promise.all(hung);
  expect(await codeOf(guarded.ask('fileClose', 7))).toBe('drive.unresponsive');

  answer(3, 8);
  expect(asked.slice(3).map(({ call, args }) => [call, ...args])).toEqual([
    ['fileClose', 7],
    ['fileClose', 8],
  ]);
});

test('who is in a hurry gives up what is under way, too', async () => {
  const { guarded, limit } = drive();
  const hung = codeOf(guarded.ask('list', '/mnt/nas'));
  await vi.advanceTimersByTimeAsync(1_000);
  limit.ms = 2_000;
  guarded.hurry();
  await vi.advanceTimersByTimeAsync(1_000);

  expect(await hung).toBe('drive.unresponsive');
});

test('a drive in use is asked now and then, so that its silence is known before the next look', async () => {
  const { guarded, asked, answer } = drive();
  const look = guarded.ask('list', '/mnt/nas');
  answer(1, []);
  await look;
  await vi.advanceTimersByTimeAsync(10_000);
  expect(asked.at(-1)).toMatchObject({ call: 'lstat', args: ['/mnt/nas'] });
  await vi.advanceTimersByTimeAsync(LIMIT_MS);

  expect(await codeOf(guarded.ask('list', '/mnt/nas'))).toBe('drive.unresponsive');
});

test('a helper that nobody needs ends, and the next call starts another', async () => {
  const { guarded, asked, answer, started } = drive();
  const first = guarded.ask('list', '/mnt/nas');
  answer(1, []);
  await first;
  for (let minute = 0; minute < 60; minute += 1) {
    await vi.advanceTimersByTimeAsync(10_000);
    answer(asked.at(-1)!.id, undefined);
  }
  const probes = asked.length;
  await vi.advanceTimersByTimeAsync(3_600_000);
  expect(asked.length).toBe(probes);

  const next = guarded.ask('list', '/mnt/nas');
  answer(asked.at(-1)!.id, []);
  expect(await next).toEqual([]);
  expect(started()).toBe(2);
});

test('what a helper that is gone was asked is refused, and the next call starts another', async () => {
  const { guarded, asked, answer, started, exit } = drive();
  const lost = codeOf(guarded.ask('list', '/mnt/nas'));
  exit();
  expect(await lost).toBe('drive.unresponsive');

  const next = guarded.ask('list', '/mnt/nas');
  answer(asked.at(-1)!.id, []);
  expect(await next).toEqual([]);
  expect(started()).toBe(2);
});
