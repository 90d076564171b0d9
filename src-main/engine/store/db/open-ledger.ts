import { existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { AppError } from '#domain/errors.ts';
import { makeFolder } from '../../system/make-folder.ts';
import { backUpBefore } from './backup.ts';
import { translateSqlErrors, openDatabase, transaction } from './database.ts';
import { lockDataFolder } from './lock.ts';
import { isUpToDate, migrate } from './migrate.ts';
import { MIGRATIONS } from './schema.ts';

const LEDGER = 'ledger.db';

/** An SQLite database is up to three files. */
const ENDS = ['', '-wal', '-shm'] as const;

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
export function openLedger(dataDir: string, now: number, migrations = MIGRATIONS): OpenedLedger {
  makeFolder(dataDir);
  const path = join(dataDir, LEDGER);
  if (!existsSync(path)) makeLedger(dataDir, path, migrations);
  try {
    const db = openDatabase(path);
    try {
      asDamage(() => checkIntegrity(db, statSync(path).size));
      migrate(db, () => backUpBefore(db, dataDir, stampOf(now)), migrations);
      asDamage(() => checkSchema(db, migrations));
      return { db, memoryLost: hasLostMemory(db) };
    } catch (error) {
      db.close();
      throw error;
    }
  } catch (error) {
    if (error instanceof AppError && error.code === 'ledger.damaged')
      throw setAside(dataDir, path, now, error);
    throw error;
  }
}

/**
 * Makes a complete ledger under another name first, so that one that exists without its tables is damaged, not
 * new, whenever we are killed.
 */
function makeLedger(dataDir: string, path: string, migrations: readonly string[]): void {
  const draft = join(dataDir, 'ledger.new.db');
  for (const end of ENDS) rmSync(draft + end, { force: true });
  const db = openDatabase(draft);
  try {
    migrate(db, undefined, migrations);
    if (wasSetAside(dataDir)) noteLoss(db);
  } finally {
    db.close();
  }
  renameSync(draft, path);
}

/**
 * Opens the ledger beside a running engine, or where none runs; undefined where there is no ledger. One of an older
 * version is brought up to date, unless an engine uses it: that engine does not know the new shape.
 * @throws AppError `ledger.in-use`, and like `openLedger`
 */
export function openExistingLedger(
  dataDir: string,
  now: number,
  migrations = MIGRATIONS,
): DatabaseSync | undefined {
  const path = join(dataDir, LEDGER);
  if (!existsSync(path)) return undefined;
  const db = openDatabase(path);
  try {
    if (!isUpToDate(db, migrations)) {
      const lock = lockDataFolder(dataDir);
      try {
        migrate(db, () => backUpBefore(db, dataDir, stampOf(now)), migrations);
      } finally {
        lock.release();
      }
    }
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Up to this size indices are compared with their tables too; above, it would be felt at the start. */
const CHECK_FULLY_BYTES = 64 * 1024 * 1024;

function checkIntegrity(db: DatabaseSync, bytes: number): void {
  const check = bytes <= CHECK_FULLY_BYTES ? 'integrity_check' : 'quick_check';
  const verdict = translateSqlErrors(() => db.prepare(`PRAGMA ${check}(1)`).get()?.[check]);
  const tables = translateSqlErrors(() =>
    db.prepare(`SELECT count(*) AS count FROM sqlite_schema WHERE type = 'table'`).get(),
  );
  if (verdict !== 'ok' || tables?.['count'] === 0) {
    throw new AppError('ledger.damaged', 'the ledger fails its integrity check');
  }
}

/** Where our own SQL is the same every time, SQLite's complaint about it means that the file is damaged. */
function asDamage(work: () => void): void {
  try {
    work();
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError('ledger.damaged', 'the ledger cannot be read', { cause });
  }
}

/** The integrity check reads the schema but does not know what it should say. */
function checkSchema(db: DatabaseSync, migrations: readonly string[]): void {
  const model = new DatabaseSync(':memory:');
  try {
    for (const sql of migrations) model.exec(sql);
    if (schemaOf(db) !== schemaOf(model))
      throw new AppError('ledger.damaged', 'the ledger has another schema');
  } finally {
    model.close();
  }
}

function schemaOf(db: DatabaseSync): string {
  const read = () =>
    db.prepare(`SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name`).all();
  return JSON.stringify(translateSqlErrors(read));
}

const ASIDE = 'ledger.damaged-';

function setAside(dataDir: string, path: string, now: number, cause: AppError): AppError {
  const aside = join(dataDir, `${ASIDE}${stampOf(now)}.db`);
  for (const end of ENDS) if (existsSync(path + end)) renameSync(path + end, aside + end);
  return new AppError('ledger.damaged', 'the ledger was damaged and is set aside', { cause, origin: aside });
}

function wasSetAside(dataDir: string): boolean {
  return readdirSync(dataDir).some((name) => name.startsWith(ASIDE));
}

function hasLostMemory(db: DatabaseSync): boolean {
  return (
    translateSqlErrors(() => db.prepare(`SELECT 1 FROM meta WHERE key = 'memory-lost'`).get()) !== undefined
  );
}

/** Kept until of every watch it is recorded that it began after the loss, however often we are killed before. */
function noteLoss(db: DatabaseSync): void {
  transaction(db, () => db.exec(`INSERT INTO meta (key, value) VALUES ('memory-lost', '1')`));
}

function stampOf(now: number): string {
  return new Date(now).toISOString().replaceAll(/[:.]/gu, '-');
}
