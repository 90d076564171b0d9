import type { DatabaseSync } from 'node:sqlite';
import { mapping, transaction } from './database.ts';
import { numberOf, textOf } from './upload-rows.ts';

/** Uploads indexed in one transaction. */
const BATCH = 500;
/** So many of the newest uploads are looked through even so: a text of very many paths fills its page from them. */
const LOOKED_THROUGH = 100;

export const SEARCH_UP_TO = `SELECT CAST(value AS INTEGER) AS up_to FROM meta WHERE key = 'search-up-to'`;

/** The newest upload that can be found by the index; what is newer is looked through one by one. */
export function indexedUpTo(db: DatabaseSync): number {
  return Number(mapping(() => db.prepare(SEARCH_UP_TO).get()?.['up_to'] ?? 0));
}

/**
 * The newest upload below an id that is looked for by the index; those between are looked through one by one. Asking
 * the index takes a millisecond before its first answer, which is more than looking through so many paths.
 */
export function askIndexUpTo(db: DatabaseSync, before: number): number {
  const newest = Number(mapping(() => db.prepare(`SELECT max(id) AS id FROM uploads`).get()?.['id'] ?? 0));
  return Math.min(indexedUpTo(db), Math.min(newest, before - 1) - LOOKED_THROUGH);
}

/**
 * Indexes the next uploads for the search by text; false when none is left. Done when there is time, so that
 * queueing a file costs nothing for it.
 * @throws AppError `ledger.full`
 */
export function indexSome(db: DatabaseSync): boolean {
  const from = indexedUpTo(db);
  const rows = db.prepare(`SELECT id, path FROM uploads WHERE id > ? ORDER BY id LIMIT ?`).all(from, BATCH);
  const last = rows.at(-1);
  if (last === undefined) return false;
  transaction(db, () => {
    const add = db.prepare(`INSERT OR REPLACE INTO search (rowid, path) VALUES (?, ?)`);
    for (const raw of rows) add.run(numberOf(raw, 'id'), textOf(raw, 'path').normalize('NFC'));
    db.prepare(
      `INSERT INTO meta (key, value) VALUES ('search-up-to', ?) ON CONFLICT DO UPDATE SET value = excluded.value`,
    ).run(String(last['id']));
  });
  return rows.length === BATCH;
}
