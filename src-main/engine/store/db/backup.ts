import { chmodSync, existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { backup, type DatabaseSync } from 'node:sqlite';
import { translateSqlErrors } from './database.ts';

type Kind = 'daily' | 'backup';
const KEEP = 2;

/**
 * Copies the ledger to `ledger.daily-<day>.db` while it is in use, and keeps the newest two. Does nothing when this
 * day's copy is there. Rejects with the system's or SQLite's own error.
 */
export async function backUpOnce(db: DatabaseSync, dataDir: string, day: string): Promise<void> {
  const name = `ledger.daily-${day}.db`;
  if (existsSync(join(dataDir, name))) return;
  const draft = draftOf(dataDir, 'daily');
  await backup(db, draft);
  keep(dataDir, 'daily', draft, name);
}

/**
 * Copies the ledger to `ledger.backup-<stamp>.db` before its shape changes, and keeps the newest two. Throws the
 * system's or SQLite's own error.
 */
export function backUpBefore(db: DatabaseSync, dataDir: string, stamp: string): void {
  const draft = draftOf(dataDir, 'backup');
  db.prepare('VACUUM INTO ?').run(draft);
  keep(dataDir, 'backup', draft, `ledger.backup-${stamp}.db`);
}

/** The name of a copy that is not complete; what a killed process left there is removed. */
function draftOf(dataDir: string, kind: Kind): string {
  const draft = join(dataDir, `ledger.${kind}.new`);
  rmSync(draft, { force: true });
  return draft;
}

/** Gives a complete copy its name, for its owner alone, and removes the oldest of its kind. */
function keep(dataDir: string, kind: Kind, draft: string, name: string): void {
  if (process.platform !== 'win32') chmodSync(draft, 0o600);
  renameSync(draft, join(dataDir, name));
  const all = readdirSync(dataDir).filter((one) => one.startsWith(`ledger.${kind}-`) && one.endsWith('.db'));
  for (const old of all.sort().slice(0, -KEEP)) rmSync(join(dataDir, old), { force: true });
}

/** Writes what the log holds into the ledger and empties it, unless somebody is reading just now. */
export function checkpoint(db: DatabaseSync): void {
  translateSqlErrors(() => {
    const waitMs = Number(db.prepare('PRAGMA busy_timeout').get()?.['timeout'] ?? 0);
    db.exec('PRAGMA busy_timeout = 0');
    try {
      db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    } finally {
      db.exec(`PRAGMA busy_timeout = ${waitMs}`);
    }
  });
}
