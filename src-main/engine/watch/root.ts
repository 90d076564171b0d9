import type { FileSystem, FolderIdentity } from '../ports.ts';
import { isMissing } from './file-errors.ts';

/** How the folder of a watch was met. */
export type RootLook =
  | {
      readonly type: 'there';
      /** Another folder than at the last look: mounted again, or deleted and made anew. */
      readonly isReplaced: boolean;
      /** What is missing in it was deleted. An empty folder may as well be one whose drive is not mounted. */
      readonly mayBeGone: boolean;
    }
  | { readonly type: 'absent'; readonly code: 'folder.missing' | 'file.unreadable'; readonly cause: unknown };

/** Looks after the folder of a watch: whether it is there, and whether it is still the same. */
export class Root {
  readonly #files: FileSystem;
  readonly #folder: string;
  #last: FolderIdentity | undefined;
  /** The drive on which entries were seen since the program started. */
  #home: number | undefined;

  constructor(files: FileSystem, folder: string) {
    this.#files = files;
    this.#folder = folder;
  }

  /** True while the folder that was looked at last lies there. */
  async isStillThere(): Promise<boolean> {
    try {
      const identity = await this.#files.identity(this.#folder);
      return identity?.dev === this.#last?.dev && identity?.ino === this.#last?.ino;
    } catch {
      // Whatever keeps us from it: the next look tells.
      return false;
    }
  }

  async look(): Promise<RootLook> {
    try {
      const identity = await this.#files.identity(this.#folder);
      if (identity === undefined) return { type: 'absent', code: 'folder.missing', cause: undefined };
      const isEmpty = (await this.#files.list(this.#folder)).length === 0;
      // The mount point of a drive that was taken away.
      if (isEmpty && this.#home !== undefined && this.#home !== identity.dev) {
        return { type: 'absent', code: 'folder.missing', cause: undefined };
      }
      if (!isEmpty) this.#home = identity.dev;
      const last = this.#last;
      this.#last = identity;
      const isReplaced = last !== undefined && (last.dev !== identity.dev || last.ino !== identity.ino);
      return { type: 'there', isReplaced, mayBeGone: this.#home !== undefined };
    } catch (cause) {
      return { type: 'absent', code: isMissing(cause) ? 'folder.missing' : 'file.unreadable', cause };
    }
  }
}
