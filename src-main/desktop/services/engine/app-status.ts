import type { AppStatus } from '#contract/app.ts';
import { treatmentOf, type ErrorCode } from '#domain/errors.ts';
import { effectiveState, type Blockers } from '#domain/blockers.ts';
import type { UploadRow } from '#engine/store/uploads/rows.ts';
import { appStateOf } from '../../shell/tray/tray-state.ts';

/** How far an upload under way has come. */
export interface Progress {
  readonly sentBytes: number;
  readonly bytesPerSecond: number;
}

export interface StatusInput {
  /** Every upload that has not ended well. */
  readonly open: Iterable<UploadRow>;
  readonly progress: ReadonlyMap<number, Progress>;
  /** Files that are still being written. */
  readonly settling: number;
  readonly lastDeliveredAt: number | undefined;
  readonly pausedUntil: number | undefined;
  readonly isOffline: boolean;
  /** An error that stops everything: the engine does not run, or the ledger cannot be written. */
  readonly code: ErrorCode | undefined;
  readonly watches: number;
  readonly blockers: Blockers;
}

/** The state of everything in figures, for tray and windows. */
export function appStatus(deps: StatusInput): AppStatus {
  const { open, progress, blockers, isOffline, lastDeliveredAt, pausedUntil, code, watches } = deps;
  const rows = [...open].map((row) => effectiveState(row, blockers));
  const pending = rows.filter((row) => !needsYou(row));
  const sending = pending.filter(({ state }) => state === 'sending');
  const speed = sending.reduce((sum, { id }) => sum + (progress.get(id)?.bytesPerSecond ?? 0), 0);
  const sentOf = ({ id, state }: UploadRow) => (state === 'sending' ? (progress.get(id)?.sentBytes ?? 0) : 0);
  const bytesLeft = pending.reduce((sum, row) => sum + row.size - sentOf(row), 0);
  const figures = {
    waiting: pending.length - sending.length + deps.settling,
    needsYou: rows.length - pending.length,
    sending: sending.length,
    lastDeliveredAt,
    watches,
    pausedUntil,
    bytesLeft,
    secondsLeft: speed > 0 ? bytesLeft / speed : undefined,
    code,
  };
  return { ...figures, state: appStateOf({ ...figures, offline: isOffline }) };
}

/** True when the upload continues only after the user acts. */
export function needsYou({ state, code, nextAt }: Pick<UploadRow, 'state' | 'code' | 'nextAt'>): boolean {
  if (state === 'failed') return true;
  return (
    state === 'waiting' &&
    nextAt === undefined &&
    code !== undefined &&
    treatmentOf(code).remedy === 'ask-user'
  );
}
