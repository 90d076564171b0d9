import type { DatabaseSync } from 'node:sqlite';
import type { FileStamp } from '#domain/file-stamp.ts';
import { mapping } from './database.ts';
import type { UploadRow } from './rows.ts';

/**
 * True when another upload has sent, or is to send, the file that lies at this upload's path now: it was renamed to
 * there, or the watch has met the new version meanwhile.
 */
export function isVersionTaken(
  db: DatabaseSync,
  { id, portal, dialog }: UploadRow,
  { ino, size, mtimeMs }: FileStamp,
): boolean {
  const taken = mapping(() =>
    db
      .prepare(
        `SELECT 1 FROM uploads WHERE portal = ? AND dialog = ? AND size = ? AND ino = ? AND mtime_ms = ? AND id <> ?
           AND state NOT IN ('skipped', 'cancelled')`,
      )
      .get(portal, dialog, size, ino, mtimeMs, id),
  );
  return taken !== undefined;
}
