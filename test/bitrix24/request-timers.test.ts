import { expect, test } from 'vitest';
import { RequestTimers } from '#bitrix24/http/request-timers.ts';
import { ManualClock } from '#test/support/manual-clock.ts';

function timers() {
  const clock = new ManualClock();
  const cuts: string[] = [];
  return { clock, cuts, timers: new RequestTimers((reason) => cuts.push(reason), clock) };
}

test('a limit cuts when its time has passed, unless it was stopped or begun again', async () => {
  const { clock, cuts, timers: running } = timers();
  running.start('deadline', 100);
  running.start('stall', 30);
  running.start('answer', 40);

  await clock.advance(20);
  running.again('stall');
  running.stop('answer');
  await clock.advance(29);
  expect(cuts).toEqual([]);
  await clock.advance(1);
  expect(cuts).toEqual(['stall']);
  await clock.advance(50);
  expect(cuts).toEqual(['stall', 'deadline']);
});

test('time in which we hold back ourselves counts for no limit', async () => {
  const { clock, cuts, timers: running } = timers();
  running.start('deadline', 100);
  running.start('stall', 30);
  await clock.advance(20);

  for (let chunk = 0; chunk < 3; chunk += 1) {
    running.hold();
    await clock.advance(1_000_000);
    running.goOn();
    await clock.advance(2);
  }
  expect(cuts).toEqual([]);
  await clock.advance(4);

  expect(cuts).toEqual(['stall']);
});

test('a limit that begins or ends while we hold back keeps to it', async () => {
  const { clock, cuts, timers: running } = timers();
  running.start('deadline', 10);
  running.hold();
  running.start('stall', 30);
  running.again('stall');
  running.stop('deadline');
  await clock.advance(1_000);

  running.goOn();
  await clock.advance(30);
  expect(cuts).toEqual(['stall']);

  running.start('answer', 5);
  running.stopAll();
  await clock.advance(1_000);
  expect(cuts).toEqual(['stall']);
  expect(clock.waiting).toBe(0);
});
