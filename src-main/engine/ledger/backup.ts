import { chmodSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { backup, type DatabaseSync } from 'node:sqlite';
import { mapping } from './database.ts';

const NAME = /^ledger\.daily-\d{4}-\d{2}-\d{2}\.db$/;
const KEEP = 2;

/**
 * Copies the ledger to `ledger.daily-<day>.db` while it is in use, and keeps the newest two. Does nothing when this
 * day's copy is there. Rejects with the system's or SQLite's own error.
 */
export async function backUpOnce(db: DatabaseSync, dataDir: string, day: string): Promise<void> {
  const name = `ledger.daily-${day}.db`;
  const before = readdirSync(dataDir).filter((one) => NAME.test(one));
  if (before.includes(name)) return;
  const draft = join(dataDir, 'ledger.daily.new');
  rmSync(draft, { force: true });
  await backup(db, draft);
  chmodSync(draft, 0o600);
  renameSync(draft, join(dataDir, name));
  const old = [...before, name].sort().slice(0, -KEEP);
  for (const one of old) rmSync(join(dataDir, one), { force: true });
}

/** Writes what the log holds into the ledger and empties it, unless somebody is reading just now. */
export function checkpoint(db: DatabaseSync): void {
  mapping(() => {
    const waitMs = Number(db.prepare('PRAGMA busy_timeout').get()?.['timeout'] ?? 0);
    db.exec('PRAGMA busy_timeout = 0');
    try {
      db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    } finally {
      db.exec(`PRAGMA busy_timeout = ${waitMs}`);
    }
  });
}
