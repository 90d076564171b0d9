/** What a portal's limits turned out to be, from how uploads to it ended. Plain data: it is kept with the portal. */
export interface LearntLimits {
  /** Smallest file that was refused for its size (413); undefined while none was. */
  readonly refusedBytes: number | undefined;
  /** How long the last uploads that broke off had run, in ms, newest last; a delivery that ran longer clears it. */
  readonly breakOffsMs: readonly number[];
}

export type UploadEnd =
  | { readonly type: 'delivered'; readonly sizeBytes: number; readonly elapsedMs: number }
  /** HTTP 413. */
  | { readonly type: 'refused-for-size'; readonly sizeBytes: number }
  /** Broke off while or after the body was sent, not for a reason of our own. */
  | { readonly type: 'broke-off'; readonly elapsedMs: number };

export const NOTHING_LEARNT: LearntLimits = { refusedBytes: undefined, breakOffsMs: [] };

/** Three times after the same time is no chance any more. */
const ENOUGH = 3;
const REMEMBERED = 5;
/** "The same": within this much of the longest. */
const SPREAD = 0.1;
/** A line that drops sooner is a bad line, not somebody's limit; the cloud's own is 60 s. */
const SHORTEST_LIMIT_MS = 20_000;

/** What is known after one more upload. */
export function learn(limits: LearntLimits, end: UploadEnd): LearntLimits {
  switch (end.type) {
    case 'delivered': {
      // It got through, so whatever refused a smaller one was changed since.
      const isOutdated = limits.refusedBytes !== undefined && end.sizeBytes >= limits.refusedBytes;
      return {
        refusedBytes: isOutdated ? undefined : limits.refusedBytes,
        breakOffsMs: limits.breakOffsMs.filter((ms) => ms > end.elapsedMs),
      };
    }
    case 'refused-for-size':
      return { ...limits, refusedBytes: Math.min(end.sizeBytes, limits.refusedBytes ?? Infinity) };
    case 'broke-off':
      return { ...limits, breakOffsMs: [...limits.breakOffsMs, end.elapsedMs].slice(-REMEMBERED) };
  }
}

/** After how many ms the portal cuts uploads off; undefined while nothing says that it does. */
export function timeLimitMs({ breakOffsMs }: LearntLimits): number | undefined {
  const last = breakOffsMs.slice(-ENOUGH);
  if (last.length < ENOUGH) return undefined;
  const longest = Math.max(...last);
  const shortest = Math.min(...last);
  return shortest >= SHORTEST_LIMIT_MS && longest - shortest <= longest * SPREAD ? longest : undefined;
}

/** The largest file worth sending, in bytes: the configured limit, or less where the portal refused for size. */
export function effectiveMaxBytes(configured: number, { refusedBytes }: LearntLimits): number {
  return refusedBytes === undefined ? configured : Math.min(configured, refusedBytes - 1);
}
