import { join } from 'node:path/posix';
import { AppError } from '#domain/errors.ts';
import type { FileStamp } from '#domain/file-stamp.ts';
import type { EntryKind, FileSystem, FolderEntry, OpenFile } from '#engine/ports.ts';

interface Inode {
  readonly ino: number;
  readonly bornMs: number;
  bytes: Uint8Array;
  mtimeMs: number;
  ctimeMs: number;
}

/**
 * A disk in memory with inodes: a rewrite in place is seen by whoever has the file open, a replacement is not.
 * Times never repeat, as on disks that keep nanoseconds.
 */
export class SimFiles implements FileSystem {
  readonly #now: () => number;
  readonly #names = new Map<string, Inode>();
  readonly #folders: ReadonlySet<string>;
  readonly #away = new Set<string>();
  readonly #locked = new Set<string>();
  /** Lists a folder after it was told to wait. */
  readonly #beforeListing: () => Promise<void>;
  #inodes = 0;
  #ticks = 0;

  constructor(folders: readonly string[], now: () => number, beforeListing = () => Promise.resolve()) {
    this.#folders = new Set(folders);
    this.#now = now;
    this.#beforeListing = beforeListing;
  }

  realPath(folder: string): Promise<string> {
    return Promise.resolve(folder);
  }

  /** Saves in place: same inode. */
  write(path: string, bytes: Uint8Array): void {
    const inode = this.#names.get(path);
    if (inode === undefined) {
      this.replace(path, bytes);
      return;
    }
    inode.bytes = bytes;
    inode.mtimeMs = inode.ctimeMs = this.#tick();
  }

  /** Saves as editors do: a new file takes the name. */
  replace(path: string, bytes: Uint8Array): void {
    const at = this.#tick();
    // Taking a name moves the change time of what takes it.
    const ctimeMs = this.#names.has(path) ? this.#tick() : at;
    this.#names.set(path, { ino: ++this.#inodes, bornMs: at, bytes, mtimeMs: at, ctimeMs });
  }

  rename(from: string, to: string): void {
    const inode = this.#names.get(from);
    if (inode === undefined || from === to) return;
    this.#names.delete(from);
    this.#names.set(to, inode);
    inode.ctimeMs = this.#tick();
  }

  remove(path: string): void {
    this.#names.delete(path);
  }

  /** Nobody may open it, as with a file that another program holds. */
  lock(path: string, isLocked: boolean): void {
    if (isLocked) this.#locked.add(path);
    else this.#locked.delete(path);
  }

  /** A drive is pulled, with what is on it. */
  setAway(folder: string, isAway: boolean): void {
    if (isAway) this.#away.add(folder);
    else this.#away.delete(folder);
  }

  /** Everything is there and may be read. */
  heal(): void {
    this.#away.clear();
    this.#locked.clear();
  }

  isThere(path: string): boolean {
    return ![...this.#away].some((folder) => path === folder || path.startsWith(`${folder}/`));
  }

  isLocked(path: string): boolean {
    return this.#locked.has(path);
  }

  bytesAt(path: string): Uint8Array {
    const inode = this.#names.get(path);
    if (inode === undefined) throw new RangeError(`nothing lies at ${path}`);
    return inode.bytes;
  }

  inodeOf(path: string): number | undefined {
    return this.#names.get(path)?.ino;
  }

  /** Every path with its content. */
  *contents(): Generator<readonly [path: string, bytes: Uint8Array]> {
    for (const [path, { bytes }] of this.#names) yield [path, bytes];
  }

  identity(folder: string): Promise<{ dev: number; ino: number } | undefined> {
    const isFolder = this.#folders.has(folder) && this.isThere(folder);
    return Promise.resolve(isFolder ? { dev: 1, ino: 0 } : undefined);
  }

  async list(folder: string): Promise<FolderEntry[]> {
    await this.#beforeListing();
    if (!this.#folders.has(folder) || !this.isThere(folder)) {
      throw Object.assign(new Error('no such folder'), { code: 'ENOENT' });
    }
    const below = (paths: Iterable<string>, kind: EntryKind) =>
      [...paths]
        .filter((path) => path !== folder && join(path, '..') === folder)
        .map((path) => ({ name: path.slice(folder.length + 1), kind }));
    return [...below(this.#names.keys(), 'file'), ...below(this.#folders, 'folder')];
  }

  stamp(path: string): Promise<FileStamp | undefined> {
    return Promise.resolve(this.stampNow(path));
  }

  stampNow(path: string): FileStamp | undefined {
    const inode = this.#names.get(path);
    return inode !== undefined && this.isThere(path) ? stampOf(inode) : undefined;
  }

  open(path: string): Promise<OpenFile> {
    const inode = this.#names.get(path);
    if (inode === undefined || !this.isThere(path)) {
      return Promise.reject(new AppError('file.vanished', 'not there'));
    }
    if (this.#locked.has(path)) return Promise.reject(new AppError('file.unreadable', 'locked'));
    return Promise.resolve({
      stamp: () => Promise.resolve(stampOf(inode)),
      read: (target: Uint8Array, position: number) => {
        const piece = inode.bytes.subarray(position, position + target.length);
        target.set(piece);
        return Promise.resolve(piece.length);
      },
      close: () => Promise.resolve(),
    });
  }

  #tick(): number {
    this.#ticks = (this.#ticks + 1) % 1_000;
    return this.#now() + this.#ticks / 1_024;
  }
}

function stampOf({ ino, bornMs, bytes, mtimeMs, ctimeMs }: Inode): FileStamp {
  return { dev: 1, ino, size: bytes.length, mtimeMs, ctimeMs, bornMs };
}
