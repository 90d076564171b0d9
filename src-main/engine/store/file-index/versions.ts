import { parse, relative, sep } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import type { FileStamp } from '#domain/file-stamp.ts';
import type { Target } from '#domain/target.ts';
import { translateSqlErrors } from '../db/database.ts';
import { PENDING } from '../uploads/state-groups.ts';
import type { UploadRow } from '../uploads/rows.ts';
import { numberOf, textOf } from '../uploads/upload-rows.ts';

/**
 * The state of another upload that has sent, or is to send, the file that lies at this upload's path now: it was
 * renamed to there, or the watch has met the new version meanwhile. `delivered` before any other.
 */
export function findOtherUploadOfVersion(
  db: DatabaseSync,
  { id, portal, dialog }: UploadRow,
  { ino, size, mtimeMs }: FileStamp,
): string | undefined {
  const version = `portal = :portal AND dialog = :dialog AND size = :size AND ino = :ino AND mtime_ms = :mtime AND id <> :id`;
  const taken = translateSqlErrors(() =>
    db
      .prepare(
        `SELECT state, 0 AS place FROM uploads INDEXED BY uploads_version WHERE ${version} AND state = 'delivered'
         UNION ALL
         SELECT state, 1 AS place FROM uploads WHERE ${version} AND (${PENDING} OR state = 'failed')
         ORDER BY place LIMIT 1`,
      )
      .get({ portal, dialog, size, ino, mtime: mtimeMs, id }),
  );
  return taken === undefined ? undefined : textOf(taken, 'state');
}

/** The upload that has delivered this version of a file into the dialog, under whatever name. */
export function findDeliveredUpload(
  db: DatabaseSync,
  { portal, dialog }: Target,
  { ino, size, mtimeMs }: FileStamp,
): number | undefined {
  const raw = translateSqlErrors(() =>
    db
      .prepare(
        `SELECT id FROM uploads INDEXED BY uploads_version WHERE portal = ? AND dialog = ? AND ino = ? AND size = ?
           AND mtime_ms = ? AND state = 'delivered' LIMIT 1`,
      )
      .get(portal, dialog, ino, size, mtimeMs),
  );
  return raw === undefined ? undefined : numberOf(raw, 'id');
}

/**
 * The upload that has posted, or may have posted, this version of a file into the dialog, and has yet to find out.
 * @returns its id and the name it was sent under
 */
export function findUnverifiedUpload(
  db: DatabaseSync,
  { portal, dialog }: Target,
  { ino, size, mtimeMs }: FileStamp,
): { readonly id: number; readonly name: string } | undefined {
  const raw = translateSqlErrors(() =>
    db
      .prepare(
        `SELECT id, name FROM uploads WHERE portal = :portal AND dialog = :dialog AND size = :size AND ino = :ino
           AND mtime_ms = :mtime AND state IN ('sending', 'verifying')
         UNION ALL
         SELECT id, name FROM uploads WHERE state = 'failed' AND code = 'delivery.undecided' AND portal = :portal
           AND dialog = :dialog AND size = :size AND ino = :ino AND mtime_ms = :mtime`,
      )
      .get({ portal, dialog, size, ino, mtime: mtimeMs }),
  );
  return raw === undefined ? undefined : { id: numberOf(raw, 'id'), name: textOf(raw, 'name') };
}

/**
 * True when a watch knows this version of a file at another place than this upload's, or there as a file that is not
 * this upload's: it was renamed to there.
 */
export function isIndexedElsewhere(
  db: DatabaseSync,
  row: UploadRow,
  { ino, size, mtimeMs }: FileStamp,
): boolean {
  const { folder, name } = placeOf(row);
  const known = translateSqlErrors(() =>
    db
      .prepare(
        `SELECT 1 FROM seen WHERE watch = ? AND ino = ? AND size = ? AND mtime_ms = ?
           AND NOT (folder = ? AND name = ? AND upload IS ?)`,
      )
      .get(row.watch ?? null, ino, size, mtimeMs, folder, name, row.id),
  );
  return known !== undefined;
}

/**
 * An upload stands for the version that lies at its path now, so that its watch does not take it for another file,
 * nor the version before it, found elsewhere, for one that has its upload. Inside the caller's transaction.
 */
export function updateIndexedVersion(
  db: DatabaseSync,
  row: UploadRow,
  { ino, size, mtimeMs, ctimeMs, bornMs }: FileStamp,
): void {
  const { folder, name } = placeOf(row);
  db.prepare(
    `UPDATE seen SET ino = ?, size = ?, mtime_ms = ?, ctime_ms = ?, born_ms = ?
     WHERE watch = ? AND folder = ? AND name = ? AND upload = ?`,
  ).run(ino, size, mtimeMs, ctimeMs, bornMs ?? null, row.watch ?? null, folder, name, row.id);
}

/** The file of an upload is gone: its watch takes it up again when it is back. Inside the caller's transaction. */
export function markRemoved(db: DatabaseSync, row: UploadRow, now: number): void {
  const { folder, name } = placeOf(row);
  db.prepare(
    `UPDATE seen SET gone_at = coalesce(gone_at, ?) WHERE watch = ? AND folder = ? AND name = ? AND upload = ?`,
  ).run(now, row.watch ?? null, folder, name, row.id);
}

/** Where the watch of an upload has its file, with `/`. */
function placeOf({ path, root }: UploadRow): { readonly folder: string; readonly name: string } {
  const { dir, base } = parse(relative(root, path));
  return { folder: dir.split(sep).join('/'), name: base };
}
