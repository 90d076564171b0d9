import { AppError } from '#domain/errors.ts';
import { Broken } from './broken.ts';
import type { Content } from './content.ts';
import { dialogOf } from './places.ts';
import type { SimFiles } from './sim-files.ts';
import type { SimServer } from './sim-server.ts';

export interface BinDeps {
  readonly files: SimFiles;
  readonly server: SimServer;
  readonly written: ReadonlyMap<string, Content>;
  readonly contentOf: (bytes: Uint8Array) => Content;
}

/** The system's recycle bin, into which only what is in its chat may go. */
export class RecycleBin {
  readonly #parts: BinDeps;
  /** What has lain at a path before the file there was thrown away, until the program has written that down. */
  readonly #unrecorded = new Map<string, readonly Content[]>();
  #ended = 0;

  constructor(parts: BinDeps) {
    this.#parts = parts;
  }

  /** Throws a file away, and answers with what is wrong with that. @throws AppError when somebody holds it open */
  take(path: string): Broken | undefined {
    const { files, server, written, contentOf } = this.#parts;
    if (files.isLocked(path)) throw new AppError('after.refused', 'held open');
    const { sha256 } = contentOf(files.bytesAt(path));
    files.remove(path);
    const before = [...written.values()].filter(({ paths }) => paths.has(path));
    this.#unrecorded.set(path, before);
    const isInChat = server.chat(dialogOf(path)).some(({ file }) => file?.sha256 === sha256);
    return isInChat ? undefined : new Broken('lost', `${path} was thrown away undelivered`);
  }

  /** From now on a file of this name is another file than those before. */
  recorded(path: string): void {
    this.#ended += 1;
    for (const { paths } of this.#unrecorded.get(path) ?? []) {
      paths.delete(path);
      paths.add(`${path}, thrown away ${this.#ended}`);
    }
    this.#unrecorded.delete(path);
  }
}
