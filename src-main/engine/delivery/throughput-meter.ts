import type { Clock } from '../ports.ts';

/** How far back the average looks. */
const WINDOW_MS = 3_000;

/** Returns a function that takes the bytes sent so far and answers bytes a second over the last three seconds. */
export function throughputMeter(clock: Clock): (sentBytes: number) => number {
  let marks = [{ at: clock.monotonicMs(), bytes: 0 }];
  return (sentBytes) => {
    const now = clock.monotonicMs();
    const recent = marks.filter((mark) => now - mark.at <= WINDOW_MS);
    const first = recent[0] ?? marks.at(-1) ?? { at: now, bytes: sentBytes };
    marks = [...(recent.length > 0 ? recent : [first]), { at: now, bytes: sentBytes }];
    const seconds = (now - first.at) / 1_000;
    return seconds > 0 ? (sentBytes - first.bytes) / seconds : 0;
  };
}
