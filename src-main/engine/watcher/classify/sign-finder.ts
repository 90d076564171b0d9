import { join } from 'node:path';
import { controlNamesOf } from '#domain/control-files.ts';
import type { UnfinishedSign } from '#domain/unfinished.ts';
import type { FileSystem, OpenFile, WantedFile } from '../../ports.ts';
import type { FoundFile } from '../file-index.ts';
import { lacksEnd } from './file-ends.ts';
import { readBytesOf, type ReadBytes } from './read-bytes.ts';

const PAGE_BYTES = 4_096;

export interface SignFinderDeps {
  readonly files: Pick<FileSystem, 'list' | 'stampNow' | 'findWriters'>;
  /** Absolute path of the watch's folder, without links. */
  readonly root: string;
  readonly isLocal: boolean;
}

/** Looks for signs that stable files are not whole yet. One for each batch of files, for which it asks the system once. */
export class SignFinder {
  readonly #deps: SignFinderDeps;
  readonly #batch: readonly FoundFile[];
  readonly #listings = new Map<string, Promise<ReadonlySet<string>>>();
  #writers: Promise<ReadonlySet<string>> | undefined;

  constructor(deps: SignFinderDeps, batch: readonly FoundFile[]) {
    this.#deps = deps;
    this.#batch = batch;
  }

  /** Why a file is not whole yet; undefined when nothing speaks against it. Rejects when it cannot be read. */
  async signOf(file: FoundFile, open: OpenFile): Promise<UnfinishedSign | undefined> {
    const read = readBytesOf(open);
    if (await this.#isOpen(file, read)) return 'open';
    if (await this.#hasControlFile(file)) return 'control-file';
    return (await lacksEnd(file.name, file.stamp.size, read)) ? 'no-end' : undefined;
  }

  async #isOpen(file: FoundFile, read: ReadBytes): Promise<boolean> {
    const { findWriters } = this.#deps.files;
    if (findWriters === undefined) return false;
    this.#writers ??= findWriters(this.#batch.map((one) => this.#wanted(one)));
    const wanted = this.#wanted(file);
    if ((await this.#writers).has(wanted.path)) return true;
    if (!(await hasRoom(file.stamp.size, read))) return false;
    return (await findWriters([{ ...wanted, mayBeMapped: true }])).has(wanted.path);
  }

  #wanted({ folder, name, stamp }: FoundFile): WantedFile {
    return { path: join(this.#deps.root, folder, name), ino: stamp.ino };
  }

  /** A control file lies beside the file or beside a folder that holds it. */
  async #hasControlFile({ folder, name }: FoundFile): Promise<boolean> {
    const names = [...(folder === '' ? [] : folder.split('/')), name];
    for (const [depth, one] of names.entries()) {
      if (await this.#lies(names.slice(0, depth).join('/'), controlNamesOf(one))) return true;
    }
    return false;
  }

  /** On a local drive asking for each name is cheap, however many files the folder has; elsewhere one listing is. */
  async #lies(folder: string, names: readonly string[]): Promise<boolean> {
    const { files, root, isLocal } = this.#deps;
    if (isLocal) return names.some((name) => files.stampNow(join(root, folder, name)) !== undefined);
    let listing = this.#listings.get(folder);
    if (listing === undefined) {
      listing = files
        .list(join(root, folder))
        .then((all) => new Set(all.map((entry) => entry.name.toLowerCase())));
      this.#listings.set(folder, listing);
    }
    const there = await listing;
    return names.some((name) => there.has(name.toLowerCase()));
  }
}

/** True when the file begins or ends with zeros: its room was reserved before its content came. */
async function hasRoom(size: number, read: ReadBytes): Promise<boolean> {
  const isZero = async (position: number) => (await read(position, PAGE_BYTES)).every((byte) => byte === 0);
  return (await isZero(Math.max(0, size - PAGE_BYTES))) || (await isZero(0));
}
