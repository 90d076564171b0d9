import { dirname, relative } from 'node:path/posix';
import { AppError } from '#domain/errors.ts';
import type { FileStamp } from '#domain/file-stamp.ts';
import type { FileSystem, FolderEntry, OpenFile } from '#engine/ports.ts';

interface MemoryFile {
  bytes: Uint8Array;
  stamp: FileStamp;
}

/** Files in memory with inodes and times, for tests that need thousands of histories in one thread. */
export class MemoryFiles implements FileSystem {
  readonly #files = new Map<string, MemoryFile>();
  readonly #folders = new Set<string>(['/']);
  readonly #now: () => number;
  #inode = 0;
  /** Paths that cannot be opened just now, with the reason. */
  readonly broken = new Map<string, AppError>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Creates or rewrites a file; a rewrite keeps the inode, as an editor that saves in place does. */
  write(path: string, content: string | Uint8Array): FileStamp {
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
    for (let folder = dirname(path); !this.#folders.has(folder); folder = dirname(folder))
      this.#folders.add(folder);
    const ino = this.#files.get(path)?.stamp.ino ?? ++this.#inode;
    const at = this.#now();
    const stamp = { dev: 1, ino, size: bytes.length, mtimeMs: at, ctimeMs: at };
    this.#files.set(path, { bytes, stamp });
    return stamp;
  }

  remove(path: string): void {
    this.#files.delete(path);
  }

  rename(from: string, to: string): void {
    const file = this.#files.get(from);
    if (file === undefined) return;
    this.#files.delete(from);
    this.#files.set(to, { ...file, stamp: { ...file.stamp, ctimeMs: this.#now() } });
  }

  contentOf(path: string): Uint8Array | undefined {
    return this.#files.get(path)?.bytes;
  }

  paths(): readonly string[] {
    return [...this.#files.keys()];
  }

  realPath(folder: string): Promise<string> {
    return Promise.resolve(folder);
  }

  identity(folder: string): Promise<{ dev: number; ino: number } | undefined> {
    return Promise.resolve(this.#folders.has(folder) ? { dev: 1, ino: 0 } : undefined);
  }

  list(folder: string): Promise<FolderEntry[]> {
    const names = new Map<string, FolderEntry>();
    for (const path of [...this.#files.keys(), ...this.#folders]) {
      const below = relative(folder, path);
      if (below === '' || below.startsWith('..')) continue;
      const [name = '', ...deeper] = below.split('/');
      const kind = deeper.length > 0 || this.#folders.has(path) ? 'folder' : 'file';
      names.set(name, { name, kind });
    }
    return Promise.resolve([...names.values()]);
  }

  stamp(path: string): Promise<FileStamp | undefined> {
    return Promise.resolve(this.stampNow(path));
  }

  stampNow(path: string): FileStamp | undefined {
    return this.#files.get(path)?.stamp;
  }

  open(path: string): Promise<OpenFile> {
    const file = this.#files.get(path);
    const broken = this.broken.get(path);
    if (broken !== undefined) return Promise.reject(broken);
    if (file === undefined) return Promise.reject(new AppError('file.vanished', 'not there'));
    return Promise.resolve({
      stamp: () =>
        Promise.resolve(
          [...this.#files.values()].find((now) => now.stamp.ino === file.stamp.ino)?.stamp ?? file.stamp,
        ),
      read: (target, position) => {
        const piece = file.bytes.subarray(position, position + target.length);
        target.set(piece);
        return Promise.resolve(piece.length);
      },
      close: () => Promise.resolve(),
    });
  }
}
