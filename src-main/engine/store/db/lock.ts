import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { AppError } from '#domain/errors.ts';
import { makeFolder } from '../../system/make-folder.ts';
import { makePrivateFile } from './private-file.ts';

/** Held as long as the engine runs. */
export interface Lock {
  release(): void;
}

/**
 * Makes this process the only engine on a data folder. An exclusive lock on a small SQLite file: the kernel
 * frees it the moment the process dies, however it dies, and it works alike on every system.
 * @throws AppError `ledger.in-use`
 */
export function lockDataFolder(dataDir: string): Lock {
  makeFolder(dataDir);
  const path = join(dataDir, 'lock.db');
  makePrivateFile(path);
  const db = new DatabaseSync(path, { timeout: 0 });
  try {
    db.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
  } catch (error) {
    db.close();
    throw new AppError('ledger.in-use', 'another process uses this data folder', { cause: error });
  }
  return { release: () => db.close() };
}
