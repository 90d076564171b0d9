import type { DatabaseSync } from 'node:sqlite';
import { concerns } from '#domain/hold.ts';
import type { Pause } from '#domain/pause.ts';
import type { Blockers } from '#domain/blockers.ts';
import { currentBlockers, type BlockersDeps } from '../delivery/blockers/current-blockers.ts';
import { removeFromChat } from '../delivery/remove-from-chat.ts';
import type { Portal } from '../ports.ts';
import { readAttempts, readHistory, type HistoryQuery } from './history/history.ts';
import { localDay } from '../local-time.ts';
import { transaction } from './db/database.ts';
import { Days } from './state/days.ts';
import { Holds } from './state/holds.ts';
import { openExistingLedger } from './db/open-ledger.ts';
import { Pauses } from './state/pauses.ts';
import type { AttemptRow, NewUpload, UploadRow } from './uploads/rows.ts';
import { isQuestion } from './uploads/upload-predicates.ts';
import { Uploads } from './uploads/uploads.ts';
import type { PinnedRoot } from '../watcher/file-index.ts';
import { rootTable } from './file-index/root-table.ts';

/**
 * The ledger as another process sees it: read the history, queue a file, ask for another try. Takes no lock;
 * an engine that runs on the same data folder notices what changed within a second.
 */
export interface LedgerClient {
  history(query: HistoryQuery): Iterable<UploadRow>;
  attempts(id: number): readonly AttemptRow[];
  /** What stands still now, under these settings: see `effectiveState`. */
  standstill(settings: Pick<BlockersDeps, 'watches' | 'workingHours'>): Blockers;
  pauses(): readonly Pause[];
  pause(pause: Pause): void;
  /** False when nothing of the kind was paused. */
  resume(watch: string | undefined): boolean;
  /**
   * Failed, waiting, skipped or cancelled uploads back into the queue; resolves to those that were. What needed the
   * user there counts as mended. `all` leaves out what the user has yet to decide on.
   */
  retry(ids: readonly number[] | 'all'): readonly number[];
  /** Old files of a watch that are held; see `OldBurst`. */
  heldOf(watch: string): readonly UploadRow[];
  /** Takes an upload out; undefined when it cannot be cancelled any more. */
  cancel(id: number): UploadRow | undefined;
  /** As `Engine.approveFolder`, for the folder that lies at `root` now. A running engine sees it at its next scan. */
  approveFolder(watch: string, root: PinnedRoot): void;
  /** Where the watch's folder was when it was scanned first. */
  pinnedRoot(folder: string): PinnedRoot | undefined;
  /** The user says that it is in the chat; undefined where nobody doubted it. */
  confirm(id: number): UploadRow | undefined;
  /** See `removeFromChat`. */
  remove(
    id: number,
    portals: ReadonlyMap<string, Pick<Portal, 'removeMessage'>>,
    signal: AbortSignal,
  ): Promise<UploadRow>;
  enqueue(uploads: readonly NewUpload[]): readonly UploadRow[];
  row(id: number): UploadRow | undefined;
  close(): void;
}

/** Undefined where there is no ledger yet. @throws AppError like `openExistingLedger` */
export function openLedgerClient(dataDir: string, now: () => number): LedgerClient | undefined {
  const db = openExistingLedger(dataDir, now());
  if (db === undefined) return undefined;
  const uploads = new Uploads(db);
  const days = new Days(db);
  const holds = new Holds(db);
  const pauses = new Pauses(db);
  const roots = rootTable(db);
  return {
    history: (query) => readHistory(db, query),
    attempts: (id) => readAttempts(db, id),
    standstill: (settings) =>
      currentBlockers({ holds: holds.all(), pauses: pauses.all(), uploads, ...settings }, now()),
    pauses: () => pauses.all(),
    pause: (pause) => pauses.put(pause),
    resume: (watch) => {
      const wasPaused = pauses.all().some((pause) => pause.watch === watch);
      if (wasPaused) pauses.lift(watch);
      return wasPaused;
    },
    retry: (which) => {
      const ids =
        which === 'all'
          ? ['failed' as const, 'waiting' as const]
              .flatMap((state) => uploads.inState(state))
              .filter((row) => !isQuestion(row.code))
              .map((row) => row.id)
          : which;
      const queued = ids.flatMap((id) => retryByHand(uploads, id) ?? []);
      for (const hold of holds.all()) {
        const isMended = hold.until === undefined && queued.some((row) => concerns(hold, row));
        if (isMended) holds.lift(hold);
      }
      return queued.map((row) => row.id);
    },
    heldOf: (watch) =>
      uploads.inState('failed').filter((row) => row.watch === watch && row.code === 'file.old'),
    cancel: (id) => uploads.apply(id, { type: 'cancel' }),
    approveFolder: (watch, root) => roots.restartInitialScan(watch, root, now()),
    pinnedRoot: (folder) => roots.pinnedRoot(folder),
    confirm: (id) => confirmByHand({ db, uploads, days }, id, now()),
    remove: (id, portals, signal) => removeFromChat({ uploads, portals, now }, id, 'command', signal),
    enqueue: (files) => uploads.enqueue(files, now()),
    row: (id) => uploads.get(id),
    close: () => db.close(),
  };
}

/** The user wants it sent: a repeat is no reason to skip it any more. */
export function retryByHand(uploads: Uploads, id: number): UploadRow | undefined {
  return uploads.apply(id, { type: 'retry' }, { forced: true });
}

/**
 * The user says that it is in the chat. It counts like any delivery; whether its watch wants something done with the
 * file is for the engine to see.
 */
function confirmByHand(
  { db, uploads, days }: { readonly db: DatabaseSync; readonly uploads: Uploads; readonly days: Days },
  id: number,
  now: number,
): UploadRow | undefined {
  return transaction(db, () => {
    const afterDue = uploads.get(id)?.watch !== undefined;
    const row = uploads.applyInTransaction(id, { type: 'confirm' }, { deliveredAt: now, afterDue });
    if (row !== undefined) days.addInTransaction(localDay(now), row.portal, row.dialog, row.size);
    return row;
  });
}
