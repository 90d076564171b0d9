/** Every waiting time of a watch besides its quiet time, in milliseconds; tests bring shorter ones. */
export interface WatchTimes {
  readonly scanLocalMs: number;
  /** For every folder that is not known to be local and to deliver events. */
  readonly scanNetworkMs: number;
  /** The pause after a regular scan is at least this many times the duration of the scan. */
  readonly scanStretch: number;
  /** Pauses between checks for an absent folder. */
  readonly absent: Backoff;
  /** Pauses between attempts to listen to file system events again after a failure. */
  readonly restart: Backoff;
  /** Pauses between attempts to write changes into the index after a failure. */
  readonly record: Backoff;
  /** Pause between two attempts to open a locked file. */
  readonly lockedMs: number;
  /** A file that stays locked for this long becomes an upload that names the reason. */
  readonly lockedForLongMs: number;
  /** The initial scan waits for at most this long until events arrive; a scan before that has to be repeated. */
  readonly initialListenMs: number;
  /** Delay of the first event after a quiet period: a small file is written completely meanwhile. */
  readonly firstEventMs: number;
  /** Later events are handled together in intervals of this length. */
  readonly eventBatchMs: number;
}

/** A pause that doubles with each failure in a row. */
export interface Backoff {
  readonly initialMs: number;
  readonly maxMs: number;
}

/** A deleted and recreated folder is watched again within a second. */
export const WATCH_TIMES: WatchTimes = {
  scanLocalMs: 60_000,
  scanNetworkMs: 30_000,
  scanStretch: 100,
  absent: { initialMs: 1_000, maxMs: 3_600_000 },
  restart: { initialMs: 60_000, maxMs: 3_600_000 },
  record: { initialMs: 5_000, maxMs: 60_000 },
  lockedMs: 2_000,
  lockedForLongMs: 60_000,
  initialListenMs: 10_000,
  firstEventMs: 10,
  eventBatchMs: 50,
};

/** The pause in milliseconds after `failures` failures in a row; `failures` starts at 1. */
export function exponentialDelay({ initialMs, maxMs }: Backoff, failures: number): number {
  return Math.min(maxMs, initialMs * 2 ** Math.min(30, failures - 1));
}

/** A slow drive stretches the pause no further than this: the scan finds what no event reported. */
const MAX_STRETCHED_PAUSE_MS = 300_000;

/** The pause in milliseconds between two regular scans. Up to the limit above, scanning takes less than 1 % of the time. */
export function scanPauseMs(times: WatchTimes, hasEvents: boolean, lastScanMs: number): number {
  const stretchedMs = Math.min(lastScanMs * times.scanStretch, MAX_STRETCHED_PAUSE_MS);
  return Math.max(hasEvents ? times.scanLocalMs : times.scanNetworkMs, stretchedMs);
}
