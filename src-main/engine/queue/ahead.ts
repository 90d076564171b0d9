import { isSameVersion } from '#domain/file-stamp.ts';
import type { UploadRow } from '../ledger/rows.ts';
import type { Portal, ReadyFile } from '../ports.ts';
import { fileToPost } from './parts.ts';

/** Answers the upload that may go out right after one of its dialog. @throws AppError when the ledger fails */
export type Following = () => UploadRow | undefined;

interface Reading {
  readonly row: UploadRow;
  ready: ReadyFile | undefined;
}

/** Reads the file that follows while the portal still works on the one before. */
export class Ahead {
  readonly #portal: Portal;
  readonly #following: Following;
  #reading: Reading | undefined;

  constructor(portal: Portal, following: Following) {
    this.#portal = portal;
    this.#following = following;
  }

  /** Begins to read what follows, where it is small; what an earlier call began counts no more. */
  read(): void {
    const row = this.#follow();
    if (row === undefined) {
      this.#reading = undefined;
      return;
    }
    const reading: Reading = { row, ready: undefined };
    this.#reading = reading;
    void this.#portal.readAhead(fileToPost(row)).then((ready) => {
      reading.ready = ready;
    });
  }

  /** What follows now, if it is what was read; not with the content just sent, which may make it a repeat. */
  next(sentSha256: string): { readonly row: UploadRow; readonly ready: ReadyFile } | undefined {
    const { row: read, ready } = this.#reading ?? {};
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
