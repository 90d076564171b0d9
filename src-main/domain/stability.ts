import { type FileStamp, isUntouched } from './file-stamp.ts';

/** After this long a file that still changes is called "still being written"; it is waited for all the same. */
export const LONG_WRITING_MS = 600_000;

/** What is known of a file that has yet to prove that nobody writes it. All times are monotonic milliseconds. */
export interface Settling {
  /** What the file looked like at the last look. */
  readonly stamp: FileStamp;
  /** First look at which it looked like that. */
  readonly quietSinceMs: number;
  /** First look at this file. */
  readonly sinceMs: number;
}

/** Takes one look into account. Any difference, also in the change time alone, starts the quiet time anew. */
export function observe(before: Settling | undefined, stamp: FileStamp, nowMs: number): Settling {
  if (before === undefined) return { stamp, quietSinceMs: nowMs, sinceMs: nowMs };
  if (isUntouched(before.stamp, stamp)) return before;
  return { stamp, quietSinceMs: nowMs, sinceMs: before.sinceMs };
}

/**
 * True when two looks at least the quiet time apart showed the same file. The change time cannot be set back, so
 * equal stamps mean that nothing happened in between: two looks are as good as many.
 */
export function isSettled(file: Settling, quietMs: number, nowMs: number): boolean {
  return nowMs - file.quietSinceMs >= quietMs;
}

/** True when the file has kept changing for so long that people should be told. */
export function isLongWriting(file: Settling, nowMs: number): boolean {
  return nowMs - file.sinceMs >= LONG_WRITING_MS;
}
