import type { ErrorCode } from './errors.ts';
import { concerns, type Hold } from './hold.ts';
import type { Pause } from './pause.ts';
import type { Target } from './target.ts';
import type { Upload } from './upload.ts';

/** Everything that keeps uploads waiting although nothing is wrong with them. */
export interface Blockers {
  readonly holds: readonly Hold[];
  readonly pauses: readonly Pause[];
  /** Closed by the working hours until then; `Infinity` when they never open, undefined while open. */
  readonly closedUntil: number | undefined;
  /** When each watch that has reached its per-minute cap may send again. */
  readonly caps: ReadonlyMap<string, number>;
}

/** What an upload must be known by to tell whether it waits. */
export type BlockableUpload = Target & { readonly watch: string | undefined };

export interface BlockingReason {
  readonly code: ErrorCode;
  /** Wall clock in milliseconds; undefined where only the user can end it. */
  readonly until: number | undefined;
}

/** What keeps an upload longest, or undefined when it may go out now. */
export function blockingReason(upload: BlockableUpload, standstill: Blockers): BlockingReason | undefined {
  const reasons: BlockingReason[] = [
    ...standstill.pauses
      .filter(({ watch }) => watch === undefined || watch === upload.watch)
      .map(({ until }) => ({ code: 'delivery.paused' as const, until })),
    ...standstill.holds.filter((hold) => concerns(hold, upload)),
  ];
  if (upload.watch !== undefined) {
    const { closedUntil, caps } = standstill;
    if (closedUntil !== undefined) reasons.push({ code: 'delivery.closed', until: finite(closedUntil) });
    const freeAt = caps.get(upload.watch);
    if (freeAt !== undefined) reasons.push({ code: 'delivery.capped', until: freeAt });
  }
  return longest(reasons);
}

/**
 * An upload as people and scripts see it: what the ledger calls queued, or due for its next try, while something
 * larger stands still, waits with it. The one place that decides this, for history, command and windows.
 */
export function effectiveState<U extends Upload & BlockableUpload>(upload: U, standstill: Blockers): U {
  if (upload.state !== 'queued' && upload.state !== 'waiting') return upload;
  const reason = blockingReason(upload, standstill);
  if (reason === undefined) return upload;
  const ownEnd = upload.state === 'waiting' ? upload.nextAt : undefined;
  if (ownEnd !== undefined && ownEnd >= (reason.until ?? Infinity)) return upload;
  return { ...upload, state: 'waiting', code: reason.code, nextAt: reason.until };
}

function longest(reasons: readonly BlockingReason[]): BlockingReason | undefined {
  return reasons.reduce<BlockingReason | undefined>(
    (best, next) => (best === undefined || (next.until ?? Infinity) > (best.until ?? Infinity) ? next : best),
    undefined,
  );
}

function finite(at: number): number | undefined {
  return at === Infinity ? undefined : at;
}
