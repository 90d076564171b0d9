import { randomBytes } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { ErrorCode } from '#domain/errors.ts';
import { translateSqlErrors, transaction } from '../db/database.ts';
import { PENDING } from './state-groups.ts';
import type { UploadRow } from './rows.ts';
import { textOf, toUploadRow } from './upload-rows.ts';

/** A file as its watch knows it: the folder relative to the watch's own. */
export interface Place {
  readonly folder: string;
  readonly name: string;
}

/** Delivered files with which something is to be done, and what came of it. */
export class PostDeliveryQueue {
  readonly #db: DatabaseSync;
  readonly #statements;

  constructor(db: DatabaseSync) {
    this.#db = db;
    this.#statements = translateSqlErrors(() => ({
      due: db.prepare(`SELECT * FROM uploads WHERE after_state = 'due' ORDER BY id`),
      byId: db.prepare(`SELECT * FROM uploads WHERE id = ?`),
      elsewhere: db.prepare(
        `SELECT 1 FROM uploads WHERE path = ? AND id <> ?
           AND (${PENDING} OR state = 'failed')`,
      ),
      set: db.prepare(`UPDATE uploads SET after_state = ?, after_code = ?, moved_to = ? WHERE id = ?`),
      addToken: db.prepare(`UPDATE uploads SET move_token = ? WHERE id = ? AND move_token IS NULL`),
      token: db.prepare(`SELECT move_token FROM uploads WHERE id = ?`),
      repath: db.prepare(
        `UPDATE OR IGNORE seen SET folder = ?, name = ?, gone_at = NULL WHERE watch = ? AND folder = ? AND name = ?
           AND ino = ? AND mtime_ms = ?`,
      ),
      longGone: db.prepare(
        `UPDATE seen SET gone_at = 0 WHERE watch = ? AND folder = ? AND name = ? AND ino = ?`,
      ),
    }));
  }

  /** Oldest first. */
  due(): readonly UploadRow[] {
    return this.#statements.due.all().map(toUploadRow);
  }

  /** The token of a move, the same at every call and on disk before the first one returns; see `moveFile`. */
  moveToken(id: number): string {
    return translateSqlErrors(() => {
      this.#statements.addToken.run(randomBytes(8).toString('hex'), id);
      return textOf(this.#statements.token.get(id) ?? {}, 'move_token');
    });
  }

  /** True while another upload still has to read the same file. */
  isWantedElsewhere(row: UploadRow): boolean {
    return this.#statements.elsewhere.get(row.path, row.id) !== undefined;
  }

  /**
   * The file lies elsewhere now. The watch remembers it there, so that another file may take its old name at once,
   * and so that it is not new should the watch ever look at that folder.
   */
  moved(
    row: UploadRow,
    to: { readonly from: Place; readonly to: Place; readonly path: string },
  ): UploadRow | undefined {
    return transaction(this.#db, () => {
      const watch = row.watch ?? '';
      this.#statements.repath.run(
        to.to.folder,
        to.to.name,
        watch,
        to.from.folder,
        to.from.name,
        row.ino,
        row.mtimeMs,
      );
      return this.#set(row.id, 'moved', undefined, to.path);
    });
  }

  /** What comes to the path of a file in the recycle bin is another file, however soon. */
  trashed(row: UploadRow, from: Place): UploadRow | undefined {
    return transaction(this.#db, () => {
      this.#statements.longGone.run(row.watch ?? '', from.folder, from.name, row.ino);
      return this.#set(row.id, 'trashed', undefined, undefined);
    });
  }

  /** Its watch does not ask for anything any more. */
  kept(id: number): UploadRow | undefined {
    return transaction(this.#db, () => this.#set(id, undefined, undefined, undefined));
  }

  /** It could not be done, for good or for now. */
  note(id: number, code: ErrorCode, again: boolean): UploadRow | undefined {
    return transaction(this.#db, () => this.#set(id, again ? 'due' : 'left', code, undefined));
  }

  #set(
    id: number,
    state: 'due' | 'moved' | 'trashed' | 'left' | undefined,
    code: ErrorCode | undefined,
    path: string | undefined,
  ): UploadRow | undefined {
    this.#statements.set.run(state ?? null, code ?? null, path ?? null, id);
    const raw = this.#statements.byId.get(id);
    return raw === undefined ? undefined : toUploadRow(raw);
  }
}
