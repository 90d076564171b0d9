/** Folders that one watcher is given at once: enough to keep the disk busy, few enough to cost little memory. */
const PORTION = 8;

/** Something that watches the folders it was opened with. */
export interface PortionWatcher {
  once(event: 'ready', listener: () => void): unknown;
  unwatch(path: string): unknown;
  close(): Promise<void>;
}

export interface PortionListeners {
  /** These are watched from now on. */
  readonly onWatched: (folders: readonly string[]) => void;
  /** Every folder known so far is watched. */
  readonly onAll: () => void;
}

/** Opens watchers for folders one after another, each for a portion of them, and lets go of those that are gone. */
export class InPortions {
  readonly #open: (folders: readonly string[]) => PortionWatcher;
  readonly #listeners: PortionListeners;
  readonly #waiting = new Set<string>();
  readonly #ownerOf = new Map<string, PortionWatcher>();
  readonly #sizes = new Map<PortionWatcher, number>();
  #isOpening = false;
  #isClosed = false;

  constructor(open: (folders: readonly string[]) => PortionWatcher, listeners: PortionListeners) {
    this.#open = open;
    this.#listeners = listeners;
  }

  /** Has a folder watched soon, unless it is already. */
  add(folder: string): void {
    if (this.#ownerOf.has(folder)) return;
    this.#waiting.add(folder);
    this.#next();
  }

  /** A folder is gone; one that takes its place is another. */
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
    for (const folder of this.#waiting) if (folders.push(folder) === PORTION) break;
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
