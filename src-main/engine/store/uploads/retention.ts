import type { DatabaseSync } from 'node:sqlite';
import type { Retention } from '#config/engine-config.ts';
import { translateSqlErrors, transaction } from '../db/database.ts';
import { numberOf } from './upload-rows.ts';

const DAY_MS = 86_400_000;

/** How long a delivery makes the same content a repeat; also after its row was removed. */
export const REPEAT_WITHIN_MS = 30 * DAY_MS;

/** Uploads removed in one transaction: a few milliseconds in which nobody else can write. */
const BATCH = 200;

/** States that end a life without anything left to do for the user. */
const ENDED = ['delivered', 'skipped', 'cancelled', 'removed'] as const;

/**
 * Removes the oldest ended uploads that are beyond the retention, one batch of them; resolves to how many. Never
 * touches what is pending, needs the user or still has to be moved, and takes nothing away by which a file is known
 * as sent. @throws AppError `ledger.full`
 */
export function pruneSome(db: DatabaseSync, { days, rows }: Retention, now: number): number {
  const sql = translateSqlErrors(() => prepare(db));
  const before = days === Infinity ? 0 : Math.floor(now - days * DAY_MS);
  const tooMany = rows === Infinity ? 0 : numberOf(sql.count.get() ?? {}, 'count') - rows;
  const oldest = sql.oldest.all({ batch: BATCH });
  const ids = oldest
    .filter((raw, index) => numberOf(raw, 'queued_at') < before || index < tooMany)
    .map((raw) => numberOf(raw, 'id'));
  if (ids.length === 0) return 0;
  return transaction(db, () => {
    const list = { ids: JSON.stringify(ids) };
    // What the watches know of the files stays, with what it was taken from.
    sql.keepStanding.run(list);
    sql.keepSent.run({ ...list, since: now - REPEAT_WITHIN_MS });
    sql.remove.run(list);
    return ids.length;
  });
}

/** Forgets removed deliveries that are no reason to skip a repeat any more. @throws AppError `ledger.full` */
export function forgetOldSent(db: DatabaseSync, now: number): void {
  transaction(db, () => db.prepare(`DELETE FROM sent WHERE delivered_at < ?`).run(now - REPEAT_WITHIN_MS));
}

function prepare(db: DatabaseSync) {
  const ids = `IN (SELECT value FROM json_each(:ids))`;
  const ended = ENDED.map((state) => `'${state}'`).join(', ');
  const oldestOf = ENDED.map(
    (state) =>
      `SELECT * FROM (SELECT id, queued_at FROM uploads WHERE state = '${state}' AND after_state IS NOT 'due'
         ORDER BY id LIMIT :batch)`,
  ).join(' UNION ALL ');
  return {
    count: db.prepare(`SELECT count(*) AS count FROM uploads WHERE state IN (${ended})`),
    oldest: db.prepare(`SELECT * FROM (${oldestOf}) ORDER BY id LIMIT :batch`),
    keepStanding: db.prepare(
      `UPDATE seen SET upload = NULL, standing = (SELECT state FROM uploads WHERE id = seen.upload),
         sha256 = (SELECT sha256 FROM uploads WHERE id = seen.upload) WHERE upload ${ids}`,
    ),
    keepSent: db.prepare(
      `INSERT OR IGNORE INTO sent (id, portal, dialog, name, size, ino, mtime_ms, sha256, delivered_at, message_id)
         SELECT id, portal, dialog, name, size, ino, mtime_ms, sha256, delivered_at, message_id FROM uploads
         WHERE id ${ids} AND state = 'delivered' AND delivered_at >= :since`,
    ),
    remove: db.prepare(`DELETE FROM uploads WHERE id ${ids}`),
  };
}
