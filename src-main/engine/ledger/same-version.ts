import type { DatabaseSync } from 'node:sqlite';
import type { FileStamp } from '#domain/file-stamp.ts';
import { mapping } from './database.ts';
import type { UploadRow } from './rows.ts';

/** True when another upload has sent, or is to send, the file at this upload's path as it is now. */
export function isVersionTaken(
  db: DatabaseSync,
  { id, path, portal, dialog }: UploadRow,
  { ino, size, mtimeMs }: FileStamp,
): boolean {
  const taken = mapping(() =>
    db
      .prepare(
        `SELECT 1 FROM uploads WHERE path = ? AND portal = ? AND dialog = ? AND ino = ? AND size = ? AND mtime_ms = ?
           AND id <> ? AND state NOT IN ('skipped', 'cancelled')`,
      )
      .get(path, portal, dialog, ino, size, mtimeMs, id),
  );
  return taken !== undefined;
}
