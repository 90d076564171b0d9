import { DatabaseSync } from 'node:sqlite';
import { AppError } from '#domain/errors.ts';
import { makePrivateFile } from './private-file.ts';

/** Older versions carry the WAL-reset bug that can corrupt a database with two connections. */
const OLDEST_SQLITE = [3, 51, 3] as const;

const BUSY_TIMEOUT_MS = 5_000;

/** SQLite's primary result codes that we treat on their own: https://sqlite.org/rescode.html */
const RESULT = { busy: 5, readOnly: 8, ioError: 10, corrupt: 11, full: 13, notADatabase: 26 } as const;

/** Read-only drives, and extended codes of `ioError`: locks and shared memory, which some network and FUSE drives refuse. */
const UNSUITED: readonly number[] = [
  RESULT.readOnly,
  ...[8, 15, 18, 19, 20, 21].map((reason) => RESULT.ioError | (reason << 8)),
];

/**
 * Opens an SQLite file the way the ledger's promises need it: WAL, so that readers never wait, and
 * `synchronous=FULL`, because NORMAL loses acknowledged rows in a power cut.
 * @throws AppError `ledger.damaged`, `ledger.full`, `ledger.unsuited`, `internal` when SQLite is too old
 */
export function openDatabase(path: string): DatabaseSync {
  if (path !== ':memory:') makePrivateFile(path);
  const db = translateSqlErrors(() => new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS }));
  try {
    translateSqlErrors(() => {
      requireRecentSqlite(db);
      const mode = db.prepare('PRAGMA journal_mode = WAL').get()?.['journal_mode'];
      // SQLite falls back silently on file systems without shared memory.
      if (mode !== 'wal' && path !== ':memory:') {
        throw new AppError('ledger.unsuited', `the drive cannot hold a WAL database (${String(mode)})`);
      }
      // The first look maps the shared memory, which some drives refuse.
      db.prepare('PRAGMA schema_version').get();
      db.exec('PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA mmap_size = 0');
    });
    return db;
  } catch (error) {
    db.close();
    throw isUnsuited(error)
      ? new AppError('ledger.unsuited', 'the drive cannot hold the ledger', { cause: error })
      : error;
  }
}

/** True when SQLite failed because of what the drive is, not because of what is on it. */
export function isUnsuited(error: unknown): boolean {
  if (error instanceof AppError) return isUnsuited(error.cause);
  return error instanceof Error && 'errcode' in error && UNSUITED.some((code) => code === error.errcode);
}

/** All of `work` or nothing, on disk when it returns. */
export function transaction<T>(db: DatabaseSync, work: () => T): T {
  return translateSqlErrors(() => {
    db.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      db.exec('COMMIT');
      return result;
    } catch (error) {
      // SQLite rolls back by itself on a full disk; a second ROLLBACK would hide the reason.
      if (db.isTransaction) db.exec('ROLLBACK');
      throw error;
    }
  });
}

/** Runs `work` and turns SQLite's own errors into ours. */
export function translateSqlErrors<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw toAppError(error);
  }
}

function toAppError(error: unknown): unknown {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return error;
  const primary = error.errcode & 0xff;
  const details = { cause: error, origin: `sqlite ${error.errcode}` };
  switch (primary) {
    case RESULT.full:
    case RESULT.ioError:
    case RESULT.readOnly:
    case RESULT.busy:
      return new AppError('ledger.full', 'the ledger cannot be written', details);
    case RESULT.corrupt:
    case RESULT.notADatabase:
      return new AppError('ledger.damaged', 'the ledger is damaged', details);
    default:
      return error;
  }
}

function requireRecentSqlite(db: DatabaseSync): void {
  const version = String(db.prepare('SELECT sqlite_version() AS version').get()?.['version']);
  const parts = version.split('.').map(Number);
  for (const [index, oldest] of OLDEST_SQLITE.entries()) {
    const part = parts[index] ?? 0;
    if (part > oldest) return;
    if (part < oldest) {
      throw new AppError('internal', `SQLite ${version} is older than ${OLDEST_SQLITE.join('.')}`);
    }
  }
}
