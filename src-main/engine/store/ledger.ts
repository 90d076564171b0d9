import type { DatabaseSync } from 'node:sqlite';
import { translateSqlErrors, transaction } from './db/database.ts';
import { PostDeliveryQueue } from './uploads/post-delivery-queue.ts';
import { Days } from './state/days.ts';
import { MessageCursors } from './state/message-cursors.ts';
import { Holds } from './state/holds.ts';
import { ObservedLimitsStore } from './state/observed-limits-store.ts';
import { openLedger } from './db/open-ledger.ts';
import { Pauses } from './state/pauses.ts';
import { DuplicateSenders } from './state/duplicate-senders.ts';
import { DuplicateIndex } from './uploads/duplicate-index.ts';
import { Uploads } from './uploads/uploads.ts';

/** What a ledger keeps, by what it is about. */
export interface LedgerTables {
  readonly uploads: Uploads;
  readonly duplicates: DuplicateIndex;
  readonly after: PostDeliveryQueue;
  readonly holds: Holds;
  readonly pauses: Pauses;
  readonly cursors: MessageCursors;
  readonly days: Days;
  readonly duplicateSenders: DuplicateSenders;
}

/** The one writer's view of the data folder's database. */
export interface Ledger extends LedgerTables {
  readonly db: DatabaseSync;
  readonly observedLimits: ObservedLimitsStore;
  /** Nothing in the watched folders may count as new (see `openLedger`). */
  readonly memoryLost: boolean;
  /** Of every watch it is recorded that it began after the loss: what others find when they begin may be new. */
  recovered(): void;
  /** @throws AppError `ledger.full` while nothing can be written */
  tryWriting(): void;
  /** Changes whenever another connection has written. */
  dataVersion(): number;
  close(): void;
}

/** @throws AppError `ledger.damaged`, `ledger.too-new`, `ledger.full` */
export function createLedger(dataDir: string, now: number): Ledger {
  const { db, memoryLost } = openLedger(dataDir, now);
  return ledgerOf(db, memoryLost);
}

/** The ledger in an open database whose schema is up to date. */
export function ledgerOf(db: DatabaseSync, memoryLost: boolean): Ledger {
  const dataVersion = translateSqlErrors(() => db.prepare('PRAGMA data_version'));
  return {
    db,
    ...tablesOf(db),
    observedLimits: new ObservedLimitsStore(db),
    memoryLost,
    recovered: () => {
      if (memoryLost) transaction(db, () => db.exec(`DELETE FROM meta WHERE key = 'memory-lost'`));
    },
    tryWriting: () => {
      transaction(db, () => {
        const version = Number(db.prepare('PRAGMA user_version').get()?.['user_version']);
        db.exec(`PRAGMA user_version = ${version}`);
      });
    },
    dataVersion: () => Number(dataVersion.get()?.['data_version']),
    close: () => db.close(),
  };
}

/** The tables of an open database whose schema is up to date. */
export function tablesOf(db: DatabaseSync): LedgerTables {
  return {
    uploads: new Uploads(db),
    duplicates: new DuplicateIndex(db),
    after: new PostDeliveryQueue(db),
    holds: new Holds(db),
    pauses: new Pauses(db),
    cursors: new MessageCursors(db),
    days: new Days(db),
    duplicateSenders: new DuplicateSenders(db),
  };
}
