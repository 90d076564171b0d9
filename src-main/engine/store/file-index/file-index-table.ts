import type { DatabaseSync } from 'node:sqlite';
import { translateSqlErrors } from '../db/database.ts';
import { isQuestion } from '../uploads/upload-predicates.ts';
import { codeOf, numberOf, optionalNumber, optionalText, textOf } from '../uploads/upload-rows.ts';
import type { FileIndex, FileKey, FoundFile, IndexedFile, IndexStatus } from '../../watcher/file-index.ts';

type Row = Parameters<typeof textOf>[0];

/** The rows of the file index and the upload that each file became last. Writes need the caller's transaction. */
export interface FileIndexTable extends Pick<FileIndex, 'inFolder' | 'at' | 'folders' | 'byIdentity'> {
  uploadAt(watch: string, key: FileKey): number | undefined;
  /** The file is there now. It keeps its upload unless another one is named. */
  upsert(watch: string, file: FoundFile, upload?: number): void;
  /** `at` is the wall clock in milliseconds. */
  markRemoved(watch: string, key: FileKey, at: number): void;
  delete(watch: string, key: FileKey): void;
  deleteAll(watch: string): void;
}

export function fileIndexTable(db: DatabaseSync): FileIndexTable {
  const sql = translateSqlErrors(() => prepare(db));
  return {
    inFolder: (watch, folder) =>
      new Map(sql.inFolder.all(watch, folder).map((row) => [textOf(row, 'name'), toIndexedFile(row)])),
    at: (watch, folder, name) => toOptionalFile(sql.at.get(watch, folder, name)),
    folders: (watch) => sql.folders.all(watch).map((row) => textOf(row, 'folder')),
    byIdentity: (watch, { ino, size, mtimeMs }) =>
      toOptionalFile(sql.byIdentity.get(watch, ino, size, mtimeMs)),
    uploadAt: (watch, { folder, name }) => {
      const row = sql.uploadAt.get(watch, folder, name);
      return row === undefined ? undefined : optionalNumber(row, 'upload');
    },
    upsert: (watch, { folder, name, stamp }, upload) => {
      sql.upsert.run(
        watch,
        folder,
        name,
        stamp.ino,
        stamp.size,
        stamp.mtimeMs,
        stamp.ctimeMs,
        stamp.bornMs ?? null,
        upload ?? null,
      );
    },
    markRemoved: (watch, { folder, name }, at) => {
      sql.markRemoved.run(at, watch, folder, name);
    },
    delete: (watch, { folder, name }) => {
      sql.delete.run(watch, folder, name);
    },
    deleteAll: (watch) => {
      sql.deleteAll.run(watch);
    },
  };
}

function toOptionalFile(row: Row | undefined): IndexedFile | undefined {
  return row === undefined ? undefined : toIndexedFile(row);
}

function toIndexedFile(row: Row): IndexedFile {
  return {
    folder: textOf(row, 'folder'),
    name: textOf(row, 'name'),
    ino: numberOf(row, 'ino'),
    size: numberOf(row, 'size'),
    mtimeMs: numberOf(row, 'mtime_ms'),
    ctimeMs: numberOf(row, 'ctime_ms'),
    bornMs: optionalNumber(row, 'born_ms'),
    sha256: optionalText(row, 'sha256'),
    status: statusOf(row),
    goneAt: optionalNumber(row, 'gone_at'),
  };
}

function statusOf(row: Row): IndexStatus {
  // The file was gone before it was sent. When it is back it has yet to be sent, whatever its content.
  if (optionalText(row, 'code') === 'file.vanished') return 'open';
  if (isQuestion(codeOf(row, 'code'))) return 'skipped';
  switch (optionalText(row, 'state')) {
    case undefined:
      return 'preexisting';
    case 'delivered':
      return 'delivered';
    case 'skipped':
    case 'cancelled':
      return 'skipped';
    case 'removed':
      // Taken out of the folder as well: when it is back, it is to be sent again.
      return row['gone_at'] === null ? 'skipped' : 'open';
    default:
      return 'open';
  }
}

/** The row keeps how the upload ended after the retention has removed the upload. */
const selectFiles = (
  index = '',
) => `SELECT seen.folder, seen.name, seen.ino, seen.size, seen.mtime_ms, seen.ctime_ms, seen.born_ms,
    seen.gone_at,
    coalesce(uploads.state, seen.standing) AS state, uploads.code, coalesce(uploads.sha256, seen.sha256) AS sha256
  FROM seen ${index} LEFT JOIN uploads ON uploads.id = seen.upload`;

function prepare(db: DatabaseSync) {
  return {
    inFolder: db.prepare(`${selectFiles()} WHERE seen.watch = ? AND seen.folder = ?`),
    at: db.prepare(`${selectFiles()} WHERE seen.watch = ? AND seen.folder = ? AND seen.name = ?`),
    folders: db.prepare(`SELECT DISTINCT folder FROM seen WHERE watch = ?`),
    // Without the hint SQLite walks every file of the watch.
    byIdentity: db.prepare(
      `${selectFiles('INDEXED BY seen_identity')} WHERE seen.watch = ? AND seen.ino = ? AND seen.size = ?
         AND seen.mtime_ms = ? ORDER BY seen.gone_at IS NULL DESC LIMIT 1`,
    ),
    uploadAt: db.prepare(`SELECT upload FROM seen WHERE watch = ? AND folder = ? AND name = ?`),
    upsert: db.prepare(
      `INSERT INTO seen (watch, folder, name, ino, size, mtime_ms, ctime_ms, born_ms, upload)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET ino = excluded.ino, size = excluded.size, mtime_ms = excluded.mtime_ms,
         ctime_ms = excluded.ctime_ms, born_ms = excluded.born_ms, upload = coalesce(excluded.upload, upload), gone_at = NULL`,
    ),
    // Keeps the first time: a scan that began before the removal must not make the gap look short.
    markRemoved: db.prepare(
      `UPDATE seen SET gone_at = ? WHERE watch = ? AND folder = ? AND name = ? AND gone_at IS NULL`,
    ),
    delete: db.prepare(`DELETE FROM seen WHERE watch = ? AND folder = ? AND name = ?`),
    deleteAll: db.prepare(`DELETE FROM seen WHERE watch = ?`),
  };
}
