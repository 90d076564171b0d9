import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { isOneOf, PENDING, TIMED } from './state-groups.ts';
import type { UploadRow } from './rows.ts';

const FREE = `AND (watch IS NULL OR (NOT :every_watch AND watch NOT IN (SELECT value FROM json_each(:watches))))
  AND bot NOT IN (SELECT value FROM json_each(:bots))`;

/**
 * Statements over the table of uploads, prepared once. The states asked for in every round stand in their text: compared
 * with a parameter, SQLite prepares them anew for each value, because that decides which partial index serves.
 */
export function prepareUploadStatements(db: DatabaseSync) {
  const inLane = (state: 'sending' | 'verifying') =>
    db.prepare(`SELECT * FROM uploads WHERE portal = ? AND dialog = ? AND state = '${state}' ORDER BY id`);
  const dueFor = (state: 'settling' | 'verifying') =>
    db.prepare(`SELECT * FROM uploads WHERE state = '${state}' AND next_at <= ? ORDER BY id`);
  // Asking who is blocked costs five times as much as the answer, so it is asked only where somebody is.
  const nextDue = (condition: string) => {
    const inState = (state: string) =>
      db.prepare(
        `SELECT * FROM uploads WHERE portal = :portal AND dialog = :dialog AND ${state} ${condition}
         ORDER BY id LIMIT 1`,
      );
    return {
      queued: inState(`state = 'queued'`),
      waiting: inState(`state = 'waiting' AND next_at <= :now`),
    };
  };
  return {
    insert: db.prepare(
      `INSERT INTO uploads (watch, portal, bot, dialog, caption, path, root, name, size, ino, mtime_ms, ctime_ms,
         search_text, waited_for, state, code, queued_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ),
    update: db.prepare(
      `UPDATE uploads SET state = ?, code = ?, next_at = ?, attempts = ?, forced = ?, size = ?, ino = ?, mtime_ms = ?,
         ctime_ms = ?, started_at = ?, baseline = ?, sha256 = ?, sent_name = ?, delivered_at = ?, message_id = ?,
         file_id = ?, chat_id = ?, after_state = ?, removed_at = ? WHERE id = ?`,
    ),
    relocate: db.prepare(
      `UPDATE uploads SET path = ?, root = ?, name = ?, size = ?, ino = ?, mtime_ms = ?, ctime_ms = ?,
         search_text = ?, waited_for = coalesce(?, waited_for) WHERE id = ?`,
    ),
    beginAttempt: db.prepare(
      `INSERT INTO attempts (upload, started_at) VALUES (?, ?) ON CONFLICT DO UPDATE SET ended_at = NULL`,
    ),
    endAttempt: db.prepare(
      `UPDATE attempts SET ended_at = ?, outcome = ?, code = ?, origin = ?, sent_bytes = ?
       WHERE upload = ? AND started_at = ?`,
    ),
    byId: db.prepare(`SELECT * FROM uploads WHERE id = ?`),
    nextDue: { ofAll: nextDue(''), ofFree: nextDue(FREE) },
    inLane: { sending: inLane('sending'), verifying: inLane('verifying') },
    dueFor: { settling: dueFor('settling'), verifying: dueFor('verifying') },
    // Left to itself SQLite reads every upload that waits; here it reads one entry.
    earliestDue: db.prepare(
      `SELECT min(next_at) AS at FROM uploads INDEXED BY uploads_due
       WHERE ${TIMED} AND next_at > ?`,
    ),
    lanes: db.prepare(`SELECT DISTINCT portal, dialog FROM uploads WHERE ${PENDING}`),
    pendingGroups: db.prepare(
      `SELECT portal, bot, dialog, watch, min(coalesce(next_at, 0)) AS due_at FROM uploads WHERE ${PENDING}
       GROUP BY portal, bot, dialog, watch`,
    ),
    pendingCount: db.prepare(`SELECT count(*) AS count FROM uploads WHERE ${PENDING}`),
    failedWith: db.prepare(
      `SELECT * FROM uploads WHERE state = 'failed' AND code = ? AND portal = ? ORDER BY id`,
    ),
    waitingOf: db.prepare(
      `SELECT * FROM uploads WHERE watch = ? AND ${isOneOf(['settling', 'queued', 'waiting'])} ORDER BY id`,
    ),
    inState: db.prepare(`SELECT * FROM uploads WHERE state = ? ORDER BY id`),
    duplicates: db.prepare(
      `SELECT name, ino, mtime_ms, sha256, delivered_at FROM uploads INDEXED BY uploads_duplicates
       WHERE portal = :portal AND dialog = :dialog AND size = :size
         AND state = 'delivered' AND delivered_at >= :since AND id <> :id AND sha256 IS NOT NULL
       UNION ALL
       SELECT name, ino, mtime_ms, sha256, delivered_at FROM sent INDEXED BY sent_duplicates
       WHERE portal = :portal AND dialog = :dialog AND size = :size
         AND delivered_at >= :since AND sha256 IS NOT NULL`,
    ),
    claimed: db.prepare(
      `SELECT name, sent_name, size, file_id FROM uploads
         WHERE portal = :portal AND dialog = :dialog AND message_id = :message AND id <> :id
       UNION ALL
       SELECT name, NULL, size, NULL FROM sent WHERE portal = :portal AND dialog = :dialog AND message_id = :message`,
    ),
    startedBetween: db.prepare(
      `SELECT count(*) AS count, min(started_at) AS first FROM uploads
       WHERE watch = ? AND started_at > ? AND started_at <= ?`,
    ),
    successor: db.prepare(
      `SELECT 1 FROM uploads INDEXED BY uploads_path
       WHERE path = :path AND watch = :watch AND dialog = :dialog AND ino = :ino AND id > :id AND ${PENDING}`,
    ),
    ignoredFor: db.prepare(
      `SELECT * FROM uploads INDEXED BY uploads_path
       WHERE path = ? AND watch = ? AND state = 'skipped'
         AND code IN ('file.changed-after-delivery', 'file.grown-after-delivery', 'file.change-ignored')`,
    ),
    setRemover: db.prepare(`UPDATE uploads SET removed_by = ? WHERE id = ? AND state = 'delivered'`),
    toRemove: db.prepare(
      `SELECT * FROM uploads INDEXED BY uploads_to_remove
       WHERE state = 'delivered' AND removed_by IS NOT NULL ORDER BY id`,
    ),
    setSkipCode: db.prepare(`UPDATE uploads SET code = ? WHERE id = ? AND state = 'skipped'`),
  };
}

/** Values for `update`: all of an upload that an event can change. */
export function changing(row: UploadRow): SQLInputValue[] {
  return [
    row.state,
    row.code ?? null,
    row.nextAt ?? null,
    row.attempts,
    row.forced ? 1 : 0,
    row.size,
    row.ino,
    row.mtimeMs,
    row.ctimeMs,
    row.startedAt ?? null,
    row.afterMessageId ?? null,
    row.sha256 ?? null,
    row.sentName ?? null,
    row.deliveredAt ?? null,
    row.messageId ?? null,
    row.fileId ?? null,
    row.chatId ?? null,
    row.afterState ?? null,
    row.removedAt ?? null,
    row.id,
  ];
}
