import { isSameVersion } from '#domain/file-stamp.ts';
import type { UploadRow } from '../ledger/rows.ts';
import type { Portal, ReadyFile } from '../ports.ts';
import { fileToPost } from './parts.ts';

/** Answers the upload that may go out right after one of its dialog. @throws AppError when the ledger fails */
export type Following = () => UploadRow | undefined;

/** Reads the file that follows while the portal still works on the one before. */
export class Ahead {
  readonly #portal: Portal;
  readonly #following: Following;
  #row: UploadRow | undefined;
  #ready: ReadyFile | undefined;

  constructor(portal: Portal, following: Following) {
    this.#portal = portal;
    this.#following = following;
  }

  /** Begins to read what follows, where it is small. */
  read(): void {
    const row = this.#follow();
    this.#row = row;
    this.#ready = undefined;
    if (row === undefined) return;
    void this.#portal.readAhead(fileToPost(row)).then((ready) => {
      this.#ready = ready;
    });
  }

  /** What follows now, if it is what was read; not with the content just sent, which may make it a repeat. */
  next(sentSha256: string): { readonly row: UploadRow; readonly ready: ReadyFile } | undefined {
    const read = this.#row;
    const ready = this.#ready;
    if (read === undefined || ready === undefined || ready.sha256 === sentSha256) return undefined;
    const row = this.#follow();
    if (row?.id !== read.id || row.path !== read.path || !isSameVersion(row, read)) return undefined;
    return { row, ready };
  }

  #follow(): UploadRow | undefined {
    try {
      return this.#following();
    } catch {
      return undefined; // the loop that asks everybody meets the same and says so
    }
  }
}
