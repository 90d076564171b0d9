import { join } from 'node:path';
import { AppError } from '#domain/errors.ts';
import type { FileStamp } from '#domain/file-stamp.ts';
import type { WatchRule } from '#domain/watch-rule.ts';
import type { WatchSpec } from '#domain/watch.ts';
import type { Clock, FileSystem, Log } from '../../ports.ts';
import { errnoOf } from '../../system/file-errors.ts';
import type { ChangeRecorder } from '../change-recorder.ts';
import { NO_STAMP, quickCompare } from '../classify/classify-file.ts';
import type { StabilityTracker } from '../classify/stability-tracker.ts';
import type { FileChange, FileIndex, IndexedFile, InitialScan } from '../file-index.ts';
import { split } from '../split-path.ts';
import { reconcileTree } from './reconcile.ts';
import type { UnchangedFolderCache } from './unchanged-folder-cache.ts';

export interface FolderScannerDeps {
  readonly spec: WatchSpec;
  readonly rule: WatchRule;
  readonly files: FileSystem;
  readonly index: FileIndex;
  readonly unchanged: UnchangedFolderCache;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Log;
  /** Wall clock in milliseconds. Later files are new to a watch that has no initial scan yet. */
  readonly since: number;
  readonly isNetwork: () => boolean;
  /** Whether the root is still the folder that it was when the scan began. */
  readonly isRootUnchanged: () => Promise<boolean>;
  readonly recorder: ChangeRecorder;
  readonly tracker: StabilityTracker;
  readonly signal: AbortSignal;
}

/** Scans the folder of a watch, compares it with the index, and tracks the files that have to become stable. */
export class FolderScanner {
  readonly #deps: FolderScannerDeps;
  /** Wall clock of the start of the watch while its initial scan runs; undefined also when every file is new. */
  #oldUntil: number | undefined;
  #isInitialScan = true;
  #newSince: number | undefined;
  /** Something below the folder could not be read, for another reason than missing rights. */
  #hadReadError = false;

  constructor(deps: FolderScannerDeps) {
    this.#deps = deps;
  }

  /** Whether the last full scan met something it could not read, for another reason than missing rights. */
  get hadReadError(): boolean {
    return this.#hadReadError;
  }

  /**
   * Starts or continues the initial scan of an existing folder. Until it is complete, files that appeared after its
   * start are new, even when the process was killed meanwhile. Throws the error of the index.
   */
  startInitialScan(): void {
    const { index, spec, since } = this.#deps;
    const initial = index.startInitialScan(spec.name, spec.folder, since);
    this.#oldUntil = initial.isComplete || takesExisting(spec, initial) ? undefined : initial.since;
    this.#isInitialScan = !initial.isComplete;
    this.#newSince = takesExisting(spec, initial) ? undefined : initial.since;
  }

  /** Wall clock of the start of the watch, where its files may be too old for it; known once the folder was found. */
  get newSince(): number | undefined {
    return this.#newSince;
  }

  /**
   * Scans everything, after `startInitialScan`. False when the scan was aborted or could not be recorded. Rejects when
   * the folder cannot be listed.
   */
  async scanAll(canDetectRemovals: boolean): Promise<boolean> {
    const { index, spec, recorder } = this.#deps;
    const isInitialScan = this.#isInitialScan;
    this.#hadReadError = false;
    const isDone = await this.#reconcile('', canDetectRemovals);
    if (!isDone || !isInitialScan || !(await this.#sawEverything())) return isDone;
    if (!recorder.attempt(() => index.completeInitialScan(spec.name, spec.folder))) return false;
    this.#oldUntil = undefined;
    this.#isInitialScan = false;
    return true;
  }

  /**
   * False when the drive was removed during the scan and old files were hidden. On a local drive also false after a
   * read error: the initial scan goes on, and the change times tell which files are new.
   */
  async #sawEverything(): Promise<boolean> {
    if (this.#hadReadError && !this.#deps.isNetwork()) return false;
    return this.#deps.isRootUnchanged();
  }

  /** Scans one folder that an event named, and everything below it. Never rejects. */
  async scanFolder(folder: string): Promise<void> {
    if (!this.#deps.rule.judgeFolder(folder).included) return;
    try {
      await this.#reconcile(folder, true);
    } catch (thrown) {
      // It is gone again or not readable: the next full scan handles that.
      this.#deps.log('debug', 'a folder named by an event cannot be listed', {
        error: AppError.from(thrown),
      });
    }
  }

  /** Checks files that events named. Files that are tracked already are left alone. Never rejects. */
  async checkPaths(paths: readonly string[]): Promise<void> {
    const { tracker, recorder } = this.#deps;
    try {
      const changes: FileChange[] = [];
      for (const path of paths) {
        const change = tracker.has(path) ? undefined : await this.#checkPath(path);
        if (change !== undefined) changes.push(change);
      }
      recorder.record(changes);
    } catch (thrown) {
      recorder.failed(thrown);
    }
  }

  async #checkPath(path: string): Promise<FileChange | undefined> {
    const { index, spec, tracker, clock } = this.#deps;
    const { folder, name } = split(path);
    const known = index.at(spec.name, folder, name);
    const stamp = await this.readStamp(path);
    if (stamp === 'unreadable') return undefined;
    if (stamp === 'vanished') {
      return isPresent(known) ? { type: 'removed', folder, name, at: clock.now() } : undefined;
    }
    const match = quickCompare(known, stamp, spec);
    if (match === 'different') tracker.observe(path, stamp);
    return match === 'metadata-changed'
      ? { type: 'metadataChanged', file: { folder, name, stamp } }
      : undefined;
  }

  async readStamp(path: string): Promise<FileStamp | 'vanished' | 'unreadable'> {
    try {
      return (await this.#deps.files.stamp(join(this.#deps.spec.folder, path))) ?? 'vanished';
    } catch {
      // The next scan tries again.
      return 'unreadable';
    }
  }

  #reconcile(start: string, canDetectRemovals: boolean): Promise<boolean> {
    const { spec, files, index, unchanged, rule, recorder, tracker, clock, log, signal } = this.#deps;
    return reconcileTree(
      {
        files,
        root: spec.folder,
        rule,
        isLocal: () => !this.#deps.isNetwork(),
        watch: spec.name,
        spec,
        index,
        unchanged,
        now: () => clock.now(),
        isOld: (path, stamp, hasPreexisting) => this.#isOld(path, stamp, hasPreexisting),
        onUnstable: (path, stamp) => tracker.observe(path, stamp),
        record: (changes) => recorder.record(changes),
        onUnreadable: (path, thrown) => {
          if (!isMissingRight(thrown)) this.#hadReadError = true;
          log('warn', 'part of a watched folder cannot be read', {
            watch: spec.name,
            path,
            error: AppError.from(thrown),
          });
        },
      },
      start,
      canDetectRemovals,
      signal,
    );
  }

  /**
   * True for a file that existed before the watch started. On a local drive the change time decides, because nobody can
   * set it back. A network drive has another clock: there a file is new when it is not indexed although the existing
   * files of its folder are.
   */
  #isOld(path: string, stamp: FileStamp, hasPreexisting: boolean): boolean {
    if (this.#oldUntil === undefined) return false;
    if (this.#deps.tracker.has(path)) return false;
    if (this.#deps.isNetwork()) return !hasPreexisting;
    // The clock counts whole milliseconds, the disk fractions of them.
    return stamp.ctimeMs <= this.#oldUntil || stamp.ctimeMs >= this.#deps.clock.now() + 1;
  }
}

/** True for a watch that also sends the files that existed before it. */
function takesExisting({ existing }: WatchSpec, { indexWasRebuilt }: InitialScan): boolean {
  return existing === 'all' && !indexWasRebuilt;
}

function isMissingRight(thrown: unknown): boolean {
  return ['EACCES', 'EPERM'].includes(errnoOf(thrown) ?? '');
}

/** True for an indexed regular file that is not marked as removed. */
function isPresent(known: IndexedFile | undefined): boolean {
  return known !== undefined && known.ino !== NO_STAMP.ino && known.goneAt === undefined;
}
