/** Every waiting time of a watch besides its quiet time, in milliseconds; tests bring shorter ones. */
export interface WatchTimes {
  readonly scanLocalMs: number;
  /** Also where the system tells nothing of what happens. */
  readonly scanNetworkMs: number;
  /** A regular scan is followed by a pause of at least so many times what it cost. */
  readonly scanStretch: number;
  /** First and longest pause before a folder that is absent is looked for again. */
  readonly absent: Doubling;
  /** The same for listening to the system's events after it failed. */
  readonly restart: Doubling;
  /** The same for recording what cannot be recorded. */
  readonly record: Doubling;
  /** A locked file is tried this often, */
  readonly lockedMs: number;
  /** and handed over as unreadable after so long. */
  readonly lockedForLongMs: number;
  /** A first look waits for so long until events are heard, so that it need not be repeated. */
  readonly listenFirstMs: number;
  /** After the first event of a while, */
  readonly firstHintMs: number;
  /** and then those of so long together. */
  readonly hintMs: number;
}

export interface Doubling {
  readonly firstMs: number;
  readonly longestMs: number;
}

/** Reliability table b3 and the parameter sheet; a folder deleted and made anew is back within a second. */
export const WATCH_TIMES: WatchTimes = {
  scanLocalMs: 60_000,
  scanNetworkMs: 30_000,
  scanStretch: 250,
  absent: { firstMs: 1_000, longestMs: 3_600_000 },
  restart: { firstMs: 60_000, longestMs: 3_600_000 },
  record: { firstMs: 5_000, longestMs: 60_000 },
  lockedMs: 2_000,
  lockedForLongMs: 60_000,
  listenFirstMs: 10_000,
  firstHintMs: 10,
  hintMs: 50,
};

/** The pause after `failures` of them in a row, from 1 on. */
export function doublingMs({ firstMs, longestMs }: Doubling, failures: number): number {
  return Math.min(longestMs, firstMs * 2 ** Math.min(30, failures - 1));
}

/** The pause between two scans: long enough that scanning takes less than its share of a core. `costMs` of the last one. */
export function scanPauseMs(times: WatchTimes, isToldOfEvents: boolean, costMs: number): number {
  return Math.max(isToldOfEvents ? times.scanLocalMs : times.scanNetworkMs, costMs * times.scanStretch);
}
