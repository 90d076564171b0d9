import type { AbsenceCode } from '#domain/watch.ts';
import type { FileSystem, FolderIdentity } from '../ports.ts';
import { absenceCodeOf } from '../system/file-errors.ts';
import type { PinnedRoot } from './file-index.ts';

/** What a check found at the place of the watched folder. */
export type RootCheck =
  | {
      readonly type: 'there';
      readonly root: PinnedRoot;
      /** Another folder than at the last check: mounted again, or deleted and recreated. */
      readonly isReplaced: boolean;
      /** Missing files were deleted. False for an empty folder that may be an unused mount point. */
      readonly canDetectRemovals: boolean;
    }
  | { readonly type: 'absent'; readonly code: AbsenceCode; readonly cause: unknown };

const MISSING: RootCheck = { type: 'absent', code: 'folder.missing', cause: undefined };

/** Checks whether the folder of a watch exists and is still the same folder. */
export class WatchRoot {
  readonly #files: FileSystem;
  readonly #folder: string;
  #last: (FolderIdentity & PinnedRoot) | undefined;
  /** The drive on which entries were seen since the program started. */
  #homeDrive: number | undefined;

  constructor(files: FileSystem, folder: string) {
    this.#files = files;
    this.#folder = folder;
  }

  /** True while the folder of the last check is still in its place. Never rejects. */
  async isUnchanged(): Promise<boolean> {
    try {
      const [identity, realPath] = await Promise.all([
        this.#files.identity(this.#folder),
        this.#files.realPath(this.#folder),
      ]);
      const last = this.#last;
      return identity?.dev === last?.dev && identity?.ino === last?.ino && realPath === last?.realPath;
    } catch {
      // The next check finds out why the folder cannot be read.
      return false;
    }
  }

  /** Never rejects. */
  async check(): Promise<RootCheck> {
    try {
      const identity = await this.#files.identity(this.#folder);
      const realPath = await this.#files.realPath(this.#folder);
      if (identity === undefined || realPath === undefined) return MISSING;
      const isEmpty = (await this.#files.list(this.#folder)).length === 0;
      // An empty mount point: its drive was removed.
      if (isEmpty && this.#homeDrive !== undefined && this.#homeDrive !== identity.dev) return MISSING;
      if (!isEmpty) this.#homeDrive = identity.dev;
      const last = this.#last;
      this.#last = { ...identity, realPath };
      return {
        type: 'there',
        root: { realPath, ino: identity.ino },
        isReplaced: last !== undefined && (last.dev !== identity.dev || last.ino !== identity.ino),
        canDetectRemovals: this.#homeDrive !== undefined,
      };
    } catch (cause) {
      return { type: 'absent', code: absenceCodeOf(cause), cause };
    }
  }
}
