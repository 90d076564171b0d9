import type { WatchSpec } from '#domain/watch.ts';
import type { Uploads } from '../ledger/uploads.ts';

const MINUTE_MS = 60_000;

export interface CapState {
  /** Watches that have sent what they may in the last minute. */
  readonly full: readonly string[];
  /** When the first of them may send again; undefined when none is full. */
  readonly freeAt: number | undefined;
}

/** Which watches have reached their per-minute cap. Counted in the ledger, so a restart grants nothing extra. */
export function capState(watches: Iterable<WatchSpec>, uploads: Uploads, now: number): CapState {
  const full: string[] = [];
  let freeAt: number | undefined;
  for (const { name, perMinuteCap } of watches) {
    if (perMinuteCap === 0) continue;
    const { count, first } = uploads.startedSince(name, now - MINUTE_MS);
    if (count < perMinuteCap || first === undefined) continue;
    full.push(name);
    freeAt = Math.min(freeAt ?? Infinity, first + MINUTE_MS);
  }
  return { full, freeAt };
}
