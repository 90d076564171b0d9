import type { DatabaseSync } from 'node:sqlite';
import type { FileIndex } from '../../watcher/file-index.ts';
import { transaction, translateSqlErrors } from '../db/database.ts';
import { numberOf, optionalText } from '../uploads/upload-rows.ts';

/** The pins of watched folders. */
export function rootTable(
  db: DatabaseSync,
): Pick<FileIndex, 'pinnedRoot' | 'pinRoot' | 'restartInitialScan'> {
  const sql = translateSqlErrors(() => prepare(db));
  return {
    pinnedRoot: (folder) => {
      const row = sql.pinned.get(folder);
      const realPath = row === undefined ? undefined : optionalText(row, 'real_path');
      if (row === undefined || realPath === undefined) return undefined;
      return { realPath, ino: numberOf(row, 'root_ino') };
    },
    pinRoot: (watch, { realPath, ino }) => {
      transaction(db, () => sql.pin.run(realPath, ino, watch));
    },
    restartInitialScan: (watch, { realPath, ino }, since) => {
      transaction(db, () => sql.restart.run(realPath, ino, since ?? null, watch));
    },
  };
}

function prepare(db: DatabaseSync) {
  return {
    pinned: db.prepare(
      `SELECT real_path, root_ino FROM watches WHERE folder = ? AND real_path IS NOT NULL LIMIT 1`,
    ),
    pin: db.prepare(`UPDATE watches SET real_path = ?, root_ino = ? WHERE name = ?`),
    restart: db.prepare(
      `UPDATE watches SET real_path = ?, root_ino = ?, begun_at = NULL, since = coalesce(?, since) WHERE name = ?`,
    ),
  };
}
