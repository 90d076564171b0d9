import { AppError } from '#domain/errors.ts';
import type { ErrorCode } from '#domain/errors.ts';
import type { Log } from '../ports.ts';
import type { FileChange, FileIndex } from './file-index.ts';
import type { UnchangedFolderCache } from './scan/unchanged-folder-cache.ts';
import { exponentialDelay, type Backoff } from './times.ts';

export interface ChangeRecorderDeps {
  readonly watch: string;
  readonly index: Pick<FileIndex, 'record'>;
  readonly unchanged: Pick<UnchangedFolderCache, 'invalidate'>;
  readonly backoff: Backoff;
  readonly log: Log;
  /** The code under which nothing can be recorded now, or undefined when recording works again. */
  readonly onFailureChange: (code: ErrorCode | undefined) => void;
}

/** Writes changes into the index and backs off while that fails. A later scan finds unrecorded changes again. */
export class ChangeRecorder {
  readonly #deps: ChangeRecorderDeps;
  #failures = 0;

  constructor(deps: ChangeRecorderDeps) {
    this.#deps = deps;
  }

  /** Pause before the next try in milliseconds; undefined while recording works. */
  get pauseMs(): number | undefined {
    return this.#failures === 0 ? undefined : exponentialDelay(this.#deps.backoff, this.#failures);
  }

  /** Records all changes or none. They are on disk when this returns true. */
  record(changes: readonly FileChange[]): boolean {
    if (changes.length === 0) return true;
    return this.attempt(() => {
      for (const folder of changes.flatMap(foldersOf)) this.#deps.unchanged.invalidate(folder);
      this.#deps.index.record(this.#deps.watch, changes);
    });
  }

  /** Runs a call to the index; false when the index threw. */
  attempt(call: () => void): boolean {
    try {
      call();
    } catch (thrown) {
      this.failed(thrown);
      return false;
    }
    this.recovered();
    return true;
  }

  /** Nothing is left to record. */
  recovered(): void {
    if (this.#failures === 0) return;
    this.#failures = 0;
    this.#deps.onFailureChange(undefined);
  }

  /** The index threw outside of `attempt`. */
  failed(thrown: unknown): void {
    const error = AppError.from(thrown);
    this.#failures++;
    this.#deps.log('error', 'the changes in a watched folder cannot be recorded', {
      watch: this.#deps.watch,
      error,
    });
    this.#deps.onFailureChange(error.code);
  }
}

function foldersOf(change: FileChange): readonly string[] {
  if (change.type === 'removed') return [change.folder];
  return change.type === 'moved' ? [change.from.folder, change.file.folder] : [change.file.folder];
}
