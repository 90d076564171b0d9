import type { Hold } from '#domain/hold.ts';
import type { Pause } from '#domain/pause.ts';
import type { Blockers } from '#domain/blockers.ts';
import type { WatchSpec } from '#domain/watch.ts';
import type { WorkingHours } from '#domain/working-hours.ts';
import type { Blocked } from '../../store/uploads/rows.ts';
import type { Uploads } from '../../store/uploads/uploads.ts';
import { closedUntil } from '../../local-time.ts';

const MINUTE_MS = 60_000;

export interface BlockersDeps {
  readonly holds: readonly Hold[];
  readonly pauses: readonly Pause[];
  readonly uploads: Pick<Uploads, 'startedBetween'>;
  readonly watches: Iterable<Pick<WatchSpec, 'name' | 'perMinuteCap'>>;
  readonly workingHours: WorkingHours | undefined;
}

/** What stands still at this moment. The loop that sends and everybody who shows the history ask it alike. */
export function currentBlockers(deps: BlockersDeps, now: number): Blockers {
  const isOver = ({ until }: { readonly until: number | undefined }) => until !== undefined && until <= now;
  return {
    holds: deps.holds.filter((hold) => !isOver(hold)),
    pauses: deps.pauses.filter((pause) => !isOver(pause)),
    closedUntil: closedUntil(deps.workingHours, now),
    caps: capsReached(deps, now),
  };
}

/**
 * Counted in the ledger, so that a restart grants nothing extra. What began further ahead than a clock is trimmed was
 * begun before the clock was set back, and counts no more: a watch would stand still for as long as it was set back.
 */
function capsReached({ watches, uploads }: BlockersDeps, now: number): ReadonlyMap<string, number> {
  const reached = new Map<string, number>();
  for (const { name, perMinuteCap } of watches) {
    if (perMinuteCap === 0) continue;
    const { count, first } = uploads.startedBetween(name, now - MINUTE_MS, now + MINUTE_MS);
    if (count >= perMinuteCap && first !== undefined) reached.set(name, Math.min(first, now) + MINUTE_MS);
  }
  return reached;
}

/** The next moment at which something may go on, or `Infinity`. */
export function nextUnblockAt({ holds, pauses, closedUntil: opensAt, caps }: Blockers): number {
  return Math.min(
    ...[...holds, ...pauses].map(({ until }) => until ?? Infinity),
    ...caps.values(),
    opensAt ?? Infinity,
  );
}

/** True while nothing at all may be sent, by hand neither. */
export function isAllPaused({ pauses }: Blockers): boolean {
  return pauses.some(({ watch }) => watch === undefined);
}

/** Whose uploads are passed over while something stands still; holds of portals and dialogs are for the caller. */
export function blockedUploads(
  { closedUntil: opensAt, caps, pauses }: Blockers,
  bots: readonly string[],
): Blocked {
  return {
    everyWatch: opensAt !== undefined,
    watches: [...caps.keys(), ...pauses.flatMap(({ watch }) => watch ?? [])],
    bots,
  };
}
