import type { DatabaseSync } from 'node:sqlite';
import type { WatchSpec } from '#domain/watch.ts';
import { translateSqlErrors } from '../db/database.ts';
import type { UploadRow } from './rows.ts';

/** Which earlier deliveries into the same dialog make a file a repeat, besides those of the very same file. */
export interface DuplicateRule {
  readonly repeats: WatchSpec['repeats'];
  /** Wall clock; older deliveries of other files are no reason. */
  readonly since: number;
}

/** What a file is compared by; `id` is its own upload, 0 where there is none yet. */
export type DuplicateCandidate = Pick<
  UploadRow,
  'id' | 'portal' | 'dialog' | 'size' | 'name' | 'ino' | 'mtimeMs'
>;

/**
 * Earlier deliveries of files of equal size, removed rows included. Every question is answered from an index, however
 * many files of one size a dialog has: reports, for one, are often all alike.
 */
export class DuplicateIndex {
  readonly #statements;

  constructor(db: DatabaseSync) {
    this.#statements = translateSqlErrors(() => ({
      sameVersion: db.prepare(
        eitherTable(
          'version',
          `portal = :portal AND dialog = :dialog AND ino = :ino AND size = :size AND mtime_ms = :mtime
             AND (:sha256 IS NULL OR sha256 = :sha256)`,
        ),
      ),
      sameName: db.prepare(
        eitherTable(
          'duplicates',
          `portal = :portal AND dialog = :dialog AND size = :size AND name = :name
             AND delivered_at >= :since AND (:sha256 IS NULL OR sha256 = :sha256)`,
        ),
      ),
      anySize: db.prepare(
        eitherTable(
          'duplicates',
          `portal = :portal AND dialog = :dialog AND size = :size AND delivered_at >= :since`,
        ),
      ),
      anyContent: db.prepare(
        eitherTable(
          'content',
          `portal = :portal AND dialog = :dialog AND sha256 = :sha256 AND delivered_at >= :since`,
        ),
      ),
    }));
  }

  /** True when there is one that may have the same content: worth reading the file for. */
  mayExist(file: DuplicateCandidate, rule: DuplicateRule): boolean {
    return this.#has(file, rule, null);
  }

  /** True when there is one with this content. */
  exists(file: DuplicateCandidate, rule: DuplicateRule, sha256: string): boolean {
    return this.#has(file, rule, sha256);
  }

  #has(file: DuplicateCandidate, { repeats, since }: DuplicateRule, sha256: string | null): boolean {
    const { id, portal, dialog, size, name, ino, mtimeMs } = file;
    const own = { id, portal, dialog, size };
    const { sameVersion, sameName, anySize, anyContent } = this.#statements;
    // Renamed after it was delivered, in a way the watch could not follow: never news, however long ago.
    if (sameVersion.get({ ...own, ino, mtime: mtimeMs, sha256 }) !== undefined) return true;
    switch (repeats) {
      case 'never':
        return false;
      case 'same-name':
        return sameName.get({ ...own, name, since, sha256 }) !== undefined;
      case 'any-name':
        return sha256 === null
          ? anySize.get({ ...own, since }) !== undefined
          : anyContent.get({ id, portal, dialog, since, sha256 }) !== undefined;
    }
  }
}

/** The index is named, because SQLite knows nothing of how many files share a dialog or a size. */
function eitherTable(index: 'version' | 'duplicates' | 'content', condition: string): string {
  return `SELECT 1 FROM uploads INDEXED BY uploads_${index} WHERE ${condition} AND state = 'delivered'
      AND sha256 IS NOT NULL AND id <> :id
    UNION ALL
    SELECT 1 FROM sent INDEXED BY sent_${index} WHERE ${condition} AND sha256 IS NOT NULL AND id <> :id LIMIT 1`;
}
