import { expect, test } from 'vitest';
import { ScanPace, ScanTurns } from '#engine/watch/scan-pace.ts';
import { WATCH_TIMES } from '#engine/watch/times.ts';

const regular = { isRegular: true, isLocal: true };
const stretched = (costMs: number) => costMs * WATCH_TIMES.scanStretch;

/** Time that passes as scans say: on the wall, and on the processor of the whole process. */
function machine() {
  let [wallMs, processorMs] = [0, 0];
  const turns = new ScanTurns();
  const clock = { monotonicMs: () => wallMs, processorMs: () => processorMs };
  return {
    pace: () => new ScanPace({ clock, times: WATCH_TIMES, turns }),
    spend: async (wall: number, processor: number) => {
      await Promise.resolve();
      wallMs += wall;
      processorMs += processor;
    },
  };
}

test('the pause follows what a scan cost the processor, not how long it waited for the disk', async () => {
  const { pace, spend } = machine();
  const one = pace();

  await one.run(regular, () => spend(60_000, 700));

  expect(one.pauseMs(true)).toBe(stretched(700));
});

test('a scan does not pay for what others did while it waited for its turn', async () => {
  const { pace, spend } = machine();
  const [first, second] = [pace(), pace()];

  await Promise.all([first.run(regular, () => spend(900, 900)), second.run(regular, () => spend(500, 500))]);

  expect([first.pauseMs(true), second.pauseMs(true)]).toEqual([stretched(900), stretched(500)]);
});

test('a scan that was asked for waits for nobody and leaves the pause as it is', async () => {
  const { pace, spend } = machine();
  const [stuck, asked] = [pace(), pace()];
  void stuck.run(regular, () => new Promise(() => undefined));

  await asked.run({ isRegular: false, isLocal: true }, () => spend(5_000, 5_000));

  expect(asked.pauseMs(true)).toBe(WATCH_TIMES.scanLocalMs);
});

test('a network drive that does not answer holds up no other watch', async () => {
  const { pace, spend } = machine();
  const [stuck, local] = [pace(), pace()];
  void stuck.run({ isRegular: true, isLocal: false }, () => new Promise(() => undefined));

  await local.run(regular, () => spend(800, 800));

  expect(local.pauseMs(true)).toBe(stretched(800));
});

test('a scan that fails gives its turn on', async () => {
  const { pace, spend } = machine();
  const [failing, next] = [pace(), pace()];

  const failed = failing.run(regular, () => Promise.reject(new Error('gone')));
  await next.run(regular, () => spend(10, 10));

  await expect(failed).rejects.toThrow('gone');
});
