import { chmodSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';

import { AppError } from '#domain/errors.ts';

import { makeFolder } from '#engine/system/make-folder.ts';
import { tokensFromText, tokensToText, type TokenSet } from './token-set.ts';

/** Keeps the tokens of one portal, for every process of this machine that uses it. */
export interface TokenStore {
  /** The newest tokens on disk; undefined when nobody has signed in. */
  load(): TokenSet | undefined;
  /** On disk when it returns, surviving a power cut. */
  save(tokens: TokenSet): void;
  /**
   * Runs while no other process runs anything under the same store. The lock ends with its process.
   * @throws AppError `portal.not-answering` when another one holds it for too long
   */
  exclusively<T>(run: () => Promise<T>): Promise<T>;
  close(): void;
}

/** Turns the text with the secrets into what is written, and back: the desktop encrypts it. */
export interface Seal {
  readonly seal: (text: string) => string;
  /** Undefined when it cannot be opened, as after a change of the system's keys. */
  readonly open: (sealed: string) => string | undefined;
}

const IN_CLEAR: Seal = { seal: (text) => text, open: (sealed) => sealed };
const SQLITE_BUSY = 5;
/** Longer than a renewal can take with all its time limits. */
const LOCK_PATIENCE_MS = 240_000;

/**
 * A token store in one file that only its owner may read. SQLite gives what is needed and hard to get right by
 * hand: a commit that survives a power cut, and a lock that a killed process cannot leave behind.
 */
export function openTokenStore(path: string, seal: Seal = IN_CLEAR): TokenStore {
  makeFolder(dirname(path));
  const tokens = new DatabaseSync(path);
  if (process.platform !== 'win32') chmodSync(path, 0o600);
  tokens.exec(
    'PRAGMA busy_timeout = 5000; PRAGMA journal_mode = DELETE; PRAGMA synchronous = EXTRA; PRAGMA secure_delete = ON',
  );
  tokens.exec(
    'CREATE TABLE IF NOT EXISTS tokens (id INTEGER PRIMARY KEY CHECK (id = 1), sealed TEXT NOT NULL) STRICT',
  );
  // A lock of its own, so that saving under it commits at once.
  const lock = new DatabaseSync(`${path}.lock`);
  lock.exec('PRAGMA busy_timeout = 0');

  return {
    load: () => {
      const row = tokens.prepare('SELECT sealed FROM tokens').get();
      const text = typeof row?.['sealed'] === 'string' ? seal.open(row['sealed']) : undefined;
      return text === undefined ? undefined : tokensFromText(text);
    },
    save: (next) => {
      tokens
        .prepare('INSERT OR REPLACE INTO tokens (id, sealed) VALUES (1, ?)')
        .run(seal.seal(tokensToText(next)));
    },
    exclusively: async (run) => {
      await acquire(lock);
      try {
        return await run();
      } finally {
        lock.exec('ROLLBACK');
      }
    },
    close: () => {
      tokens.close();
      lock.close();
    },
  };
}

async function acquire(lock: DatabaseSync): Promise<void> {
  const end = performance.now() + LOCK_PATIENCE_MS;
  while (!tryLock(lock)) {
    if (performance.now() > end)
      throw new AppError('portal.not-answering', 'another process keeps the tokens locked');
    await sleep(25);
  }
}

function tryLock(lock: DatabaseSync): boolean {
  try {
    lock.exec('BEGIN EXCLUSIVE');
    return true;
  } catch (thrown) {
    // The low byte is the primary code; the rest says what exactly is locked.
    if (thrown instanceof Error && 'errcode' in thrown && (Number(thrown.errcode) & 0xff) === SQLITE_BUSY)
      return false;
    throw thrown;
  }
}
