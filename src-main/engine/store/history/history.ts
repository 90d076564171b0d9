import type { DatabaseSync } from 'node:sqlite';
import { UPLOAD_STATES, type UploadState } from '#domain/upload.ts';
import { codeOf, optionalNumber, optionalText, toUploadRow } from '../uploads/upload-rows.ts';
import type { AttemptRow, UploadRow } from '../uploads/rows.ts';

export interface HistoryQuery {
  /** Empty or absent: all states. */
  readonly states?: readonly UploadState[];
  /** The newest so many; absent: all. */
  readonly limit?: number;
}

/** Uploads in the order in which they were queued. */
export function* readHistory(db: DatabaseSync, query: HistoryQuery): Generator<UploadRow> {
  const states = JSON.stringify(query.states ?? []);
  const rows = db
    .prepare(
      `SELECT * FROM (SELECT * FROM uploads WHERE :states = '[]' OR state IN (SELECT value FROM json_each(:states))
         ORDER BY id DESC LIMIT :limit) ORDER BY id`,
    )
    .iterate({ states, limit: query.limit ?? -1 });
  for (const raw of rows) yield toUploadRow(raw);
}

/** Every request made for an upload, oldest first. */
export function readAttempts(db: DatabaseSync, upload: number): readonly AttemptRow[] {
  return db
    .prepare(`SELECT * FROM attempts WHERE upload = ? ORDER BY started_at`)
    .all(upload)
    .map((raw) => ({
      startedAt: Number(raw['started_at']),
      endedAt: optionalNumber(raw, 'ended_at'),
      outcome: UPLOAD_STATES.find((state) => state === raw['outcome']),
      code: codeOf(raw, 'code'),
      origin: optionalText(raw, 'origin'),
      sentBytes: optionalNumber(raw, 'sent_bytes'),
    }));
}
