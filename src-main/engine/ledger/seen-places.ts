import type { DatabaseSync } from 'node:sqlite';
import type { FoundFile, SeenFile } from '../watch/memory.ts';
import { mapping } from './database.ts';
import { optionalNumber } from './upload-rows.ts';

/** Where a file lies in a watch. */
export type Place = Pick<SeenFile, 'folder' | 'name'>;

/** What lies where in each watch, and which upload it became last. */
export interface SeenPlaces {
  /** The file lies there now; its upload stays the one it has unless another is named. */
  see(watch: string, file: FoundFile, upload?: number): void;
  uploadAt(watch: string, place: Place): number | undefined;
  forget(watch: string, place: Place): void;
  gone(watch: string, place: Place, at: number): void;
}

export function seenPlaces(db: DatabaseSync): SeenPlaces {
  const sql = mapping(() => prepare(db));
  return {
    see: (watch, { folder, name, stamp }, upload) => {
      sql.see.run(watch, folder, name, stamp.ino, stamp.size, stamp.mtimeMs, upload ?? null);
    },
    uploadAt: (watch, { folder, name }) => {
      const known = sql.one.get(watch, folder, name);
      return known === undefined ? undefined : optionalNumber(known, 'upload');
    },
    forget: (watch, { folder, name }) => {
      sql.forget.run(watch, folder, name);
    },
    gone: (watch, { folder, name }, at) => {
      sql.gone.run(at, watch, folder, name);
    },
  };
}

function prepare(db: DatabaseSync) {
  return {
    one: db.prepare(`SELECT upload FROM seen WHERE watch = ? AND folder = ? AND name = ?`),
    see: db.prepare(
      `INSERT INTO seen (watch, folder, name, ino, size, mtime_ms, upload) VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET ino = excluded.ino, size = excluded.size, mtime_ms = excluded.mtime_ms,
         upload = coalesce(excluded.upload, upload), gone_at = NULL`,
    ),
    forget: db.prepare(`DELETE FROM seen WHERE watch = ? AND folder = ? AND name = ?`),
    // A look that began before the file was thrown away must not make its path look as if an editor were saving there.
    gone: db.prepare(
      `UPDATE seen SET gone_at = ? WHERE watch = ? AND folder = ? AND name = ? AND gone_at IS NULL`,
    ),
  };
}
