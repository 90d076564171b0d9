import { expect, test } from 'vitest';
import { ScanThrottle, ScanMutex } from '#engine/watcher/scan/scan-throttle.ts';
import { WATCH_TIMES } from '#engine/watcher/times.ts';

const regular = { isRegular: true, isLocal: true };
const stretched = (scanMs: number) => scanMs * WATCH_TIMES.scanStretch;

/** Time that passes as the scans say. */
function machine() {
  let nowMs = 0;
  const mutex = new ScanMutex();
  const clock = { monotonicMs: () => nowMs };
  return {
    throttle: () => new ScanThrottle({ clock, times: WATCH_TIMES, mutex }),
    spend: async (durationMs: number) => {
      await Promise.resolve();
      nowMs += durationMs;
    },
  };
}

test('the pause follows the duration of the last regular scan', async () => {
  const { throttle, spend } = machine();
  const one = throttle();

  await one.run(regular, () => spend(700));

  expect(one.pauseMs(true)).toBe(stretched(700));
});

test('a drive that lists slowly is scanned every five minutes all the same', async () => {
  const { throttle, spend } = machine();
  const one = throttle();

  await one.run(regular, () => spend(60_000));

  expect(one.pauseMs(true)).toBe(300_000);
});

test('the time that a scan waits for another one does not count', async () => {
  const { throttle, spend } = machine();
  const [first, second] = [throttle(), throttle()];

  await Promise.all([first.run(regular, () => spend(900)), second.run(regular, () => spend(700))]);

  expect([first.pauseMs(true), second.pauseMs(true)]).toEqual([stretched(900), stretched(700)]);
});

test('a scan that was asked for waits for nobody and leaves the pause as it is', async () => {
  const { throttle, spend } = machine();
  const [stuck, asked] = [throttle(), throttle()];
  void stuck.run(regular, () => new Promise(() => undefined));

  await asked.run({ isRegular: false, isLocal: true }, () => spend(5_000));

  expect(asked.pauseMs(true)).toBe(WATCH_TIMES.scanLocalMs);
});

test('a network drive that does not answer holds up no other watch', async () => {
  const { throttle, spend } = machine();
  const [stuck, local] = [throttle(), throttle()];
  void stuck.run({ isRegular: true, isLocal: false }, () => new Promise(() => undefined));

  await local.run(regular, () => spend(800));

  expect(local.pauseMs(true)).toBe(stretched(800));
});

test('a scan that fails gives its turn on', async () => {
  const { throttle, spend } = machine();
  const [failing, next] = [throttle(), throttle()];

  const failed = failing.run(regular, () => Promise.reject(new Error('gone')));
  await next.run(regular, () => spend(10));

  await expect(failed).rejects.toThrow('gone');
});
