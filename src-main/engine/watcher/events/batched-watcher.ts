/** Folders in one watcher: enough to keep the disk busy, few enough to save memory. */
const BATCH_SIZE = 8;

/** A watcher of the folders with which it was opened. */
export interface OpenWatcher {
  once(event: 'ready', listener: () => void): unknown;
  unwatch(path: string): unknown;
  close(): Promise<void>;
}

export interface BatchListeners {
  /** These folders are watched from now on. */
  readonly onWatched: (folders: readonly string[]) => void;
  /** Every folder known so far is watched. */
  readonly onAll: () => void;
}

/** Opens one watcher after another, each for a batch of folders, and closes those whose folders are gone. */
export class BatchedWatcher {
  readonly #open: (folders: readonly string[]) => OpenWatcher;
  readonly #listeners: BatchListeners;
  readonly #waiting = new Set<string>();
  readonly #ownerOf = new Map<string, OpenWatcher>();
  readonly #sizes = new Map<OpenWatcher, number>();
  #isOpening = false;
  #isClosed = false;

  constructor(open: (folders: readonly string[]) => OpenWatcher, listeners: BatchListeners) {
    this.#open = open;
    this.#listeners = listeners;
  }

  /** Watches a folder soon, unless it is watched already. */
  add(folder: string): void {
    if (this.#ownerOf.has(folder)) return;
    this.#waiting.add(folder);
    this.#next();
  }

  /** A folder is gone. Another folder in its place needs a watch of its own. */
  remove(folder: string): void {
    this.#waiting.delete(folder);
    const owner = this.#ownerOf.get(folder);
    if (owner === undefined) return;
    this.#ownerOf.delete(folder);
    const left = (this.#sizes.get(owner) ?? 1) - 1;
    this.#sizes.set(owner, left);
    owner.unwatch(folder);
    if (left > 0) return;
    this.#sizes.delete(owner);
    void owner.close();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#waiting.clear();
    await Promise.all([...this.#sizes.keys()].map((watcher) => watcher.close()));
  }

  #next(): void {
    if (this.#isOpening || this.#isClosed || this.#waiting.size === 0) return;
    this.#isOpening = true;
    const folders: string[] = [];
    for (const folder of this.#waiting) if (folders.push(folder) === BATCH_SIZE) break;
    for (const folder of folders) this.#waiting.delete(folder);
    const watcher = this.#open(folders);
    this.#sizes.set(watcher, folders.length);
    for (const folder of folders) this.#ownerOf.set(folder, watcher);
    watcher.once('ready', () => {
      this.#isOpening = false;
      this.#listeners.onWatched(folders);
      if (this.#waiting.size > 0) this.#next();
      else this.#listeners.onAll();
    });
  }
}
