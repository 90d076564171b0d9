import { randomUUID } from 'node:crypto';
import type { Drop } from '#contract/drops.ts';
import { AppError } from '#domain/errors.ts';
import type { ChosenFile, Counted } from './count-files.ts';

/** Above this the window asks first. */
const ASK_FILES = 10;
const ASK_BYTES = 100_000_000;
const MAX_NAMES = 5;
/** Older drops that were not sent are forgotten. */
const MAX_DROPS = 20;

/** Files that were dropped and not yet sent. Windows know them by a handle; their paths stay here. */
export class PendingDrops {
  readonly #drops = new Map<string, readonly ChosenFile[]>();

  add({ files, refused }: Counted): Drop {
    const handle = randomUUID();
    this.#drops.set(handle, files);
    const [oldest] = this.#drops.keys();
    if (this.#drops.size > MAX_DROPS && oldest !== undefined) this.#drops.delete(oldest);
    const bytes = files.reduce((sum, { stamp }) => sum + stamp.size, 0);
    return {
      handle,
      files: files.length,
      bytes,
      names: files.slice(0, MAX_NAMES).map(({ name }) => name),
      refused,
      needsQuestion: files.length > ASK_FILES || bytes > ASK_BYTES,
    };
  }

  /** The files, which stay. Nothing for a handle that is used up. */
  peek(handle: string): readonly ChosenFile[] {
    return this.#drops.get(handle) ?? [];
  }

  /** The files, once. @throws AppError `file.vanished` for a handle that is used up or was never given out */
  take(handle: string): readonly ChosenFile[] {
    const files = this.#drops.get(handle);
    if (files === undefined) throw new AppError('file.vanished', 'no such drop');
    this.#drops.delete(handle);
    return files;
  }

  discard(handle: string): void {
    this.#drops.delete(handle);
  }
}
