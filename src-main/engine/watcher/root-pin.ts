import { basename, dirname, join } from 'node:path';
import type { WatchSpec } from '#domain/watch.ts';
import type { FileSystem } from '../ports.ts';
import type { FileIndex, PinnedRoot } from './file-index.ts';

export interface RootPinDeps {
  readonly spec: WatchSpec;
  readonly files: Pick<FileSystem, 'realPath'>;
  readonly index: FileIndex;
}

/**
 * Pins the real path of a watched folder at its first scan. A folder that leads elsewhere later, or that appears as a
 * link after it was absent, is not watched until the user agrees: a link in its place would send private files.
 */
export class RootPin {
  readonly #deps: RootPinDeps;
  /** The watch is new and its folder was there from the start, so the user meant the link, if it is one. */
  #mayBeLink = false;

  constructor(deps: RootPinDeps) {
    this.#deps = deps;
  }

  /** Call before the first check. Throws the error of the index. */
  register(since: number): void {
    const { index, spec } = this.#deps;
    this.#mayBeLink = index.registerWatch(spec.name, spec.folder, since);
  }

  /** The folder is absent: a link that appears in its place later is not what the user meant. */
  absent(): void {
    this.#mayBeLink = false;
  }

  /**
   * Compares the folder with the pin, after `startInitialScan`. Pins a folder that has no pin. False when the user has
   * to agree first. A replaced folder at the same real path starts its initial scan again. Throws the error of the index.
   */
  async accepts(root: PinnedRoot): Promise<boolean> {
    const { index, spec } = this.#deps;
    const pinned = index.pinnedRoot(spec.folder);
    if (pinned === undefined) {
      if (!this.#mayBeLink && (await this.#isLink(root.realPath))) return false;
      index.pinRoot(spec.name, root);
      return true;
    }
    if (pinned.realPath !== root.realPath) return false;
    if (pinned.ino !== root.ino) index.restartInitialScan(spec.name, root);
    return true;
  }

  /** The user agrees: every file in the folder is preexisting, as of `since`. Throws the error of the index. */
  approve(root: PinnedRoot, since: number): void {
    this.#deps.index.restartInitialScan(this.#deps.spec.name, root, since);
  }

  async #isLink(realPath: string): Promise<boolean> {
    const { files, spec } = this.#deps;
    const parent = await files.realPath(dirname(spec.folder));
    return parent === undefined || join(parent, basename(spec.folder)) !== realPath;
  }
}
