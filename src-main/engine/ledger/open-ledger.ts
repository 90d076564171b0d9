import { chmodSync, existsSync, mkdirSync, readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { AppError } from '#domain/errors.ts';
import { mapping, openDatabase, transaction } from './database.ts';
import { MIGRATIONS } from './schema.ts';

const LEDGER = 'ledger.db';

export interface OpenedLedger {
  readonly db: DatabaseSync;
  /**
   * True when an earlier ledger was set aside as damaged, so that what lies in the watched folders may have
   * been sent already: nothing that is there counts as new.
   */
  readonly memoryLost: boolean;
}

/**
 * Opens the ledger of a data folder, makes it where there is none and brings an older one up to date (with a
 * backup before). A damaged one is set aside under a name with the time and reported; the next start goes on
 * with a new one that treats every file it finds as known.
 * @param now wall clock in milliseconds, for the names of set-aside files
 * @throws AppError `ledger.damaged`, `ledger.too-new`, `ledger.full`
 */
export function openLedger(dataDir: string, now: number): OpenedLedger {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const path = join(dataDir, LEDGER);
  const isNew = !existsSync(path);
  try {
    const db = openDatabase(path);
    try {
      if (!isNew) checkIntegrity(db);
      migrate(db, isNew ? undefined : join(dataDir, `ledger.backup-${stampOf(now)}.db`));
      restrictToOwner(path);
      if (isNew && wasSetAside(dataDir)) noteLoss(db);
      return {
        db,
        memoryLost: db.prepare(`SELECT 1 FROM meta WHERE key = 'memory-lost'`).get() !== undefined,
      };
    } catch (error) {
      db.close();
      throw error;
    }
  } catch (error) {
    if (error instanceof AppError && error.code === 'ledger.damaged') {
      throw setAside(dataDir, path, now, error);
    }
    throw error;
  }
}

/** Opens the ledger beside a running engine, or where none runs. @throws AppError like `openLedger` */
export function openExistingLedger(dataDir: string): DatabaseSync | undefined {
  const path = join(dataDir, LEDGER);
  if (!existsSync(path)) return undefined;
  const db = openDatabase(path);
  try {
    migrate(db, undefined);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

function checkIntegrity(db: DatabaseSync): void {
  const verdict = mapping(() => db.prepare('PRAGMA quick_check(1)').get()?.['quick_check']);
  if (verdict !== 'ok') throw new AppError('ledger.damaged', 'the ledger fails its integrity check');
}

function migrate(db: DatabaseSync, backup: string | undefined): void {
  const version = Number(mapping(() => db.prepare('PRAGMA user_version').get()?.['user_version']));
  if (version > MIGRATIONS.length) {
    throw new AppError(
      'ledger.too-new',
      `the ledger has version ${version}, this program knows ${MIGRATIONS.length}`,
    );
  }
  if (version === MIGRATIONS.length) return;
  if (backup !== undefined) mapping(() => db.prepare('VACUUM INTO ?').run(backup));
  for (const [index, sql] of MIGRATIONS.entries()) {
    if (index < version) continue;
    transaction(db, () => {
      db.exec(sql);
      db.exec(`PRAGMA user_version = ${index + 1}`);
    });
  }
}

/** File names and captions are nobody else's business. */
function restrictToOwner(path: string): void {
  for (const file of [path, `${path}-wal`, `${path}-shm`]) if (existsSync(file)) chmodSync(file, 0o600);
}

const ASIDE = 'ledger.damaged-';

function setAside(dataDir: string, path: string, now: number, cause: AppError): AppError {
  const aside = join(dataDir, `${ASIDE}${stampOf(now)}.db`);
  for (const end of ['', '-wal', '-shm']) if (existsSync(path + end)) renameSync(path + end, aside + end);
  return new AppError('ledger.damaged', `the ledger was damaged and is now ${aside}`, {
    cause,
    ...(cause.origin === undefined ? {} : { origin: cause.origin }),
  });
}

function wasSetAside(dataDir: string): boolean {
  return readdirSync(dataDir).some((name) => name.startsWith(ASIDE));
}

/** Kept until every watch has looked at its folder, however often we are killed before. */
function noteLoss(db: DatabaseSync): void {
  transaction(db, () => db.exec(`INSERT INTO meta (key, value) VALUES ('memory-lost', '1')`));
}

function stampOf(now: number): string {
  return new Date(now).toISOString().replaceAll(/[:.]/gu, '-');
}
