import type { WatchSpec } from '#domain/watch.ts';
import { AppError } from '#domain/errors.ts';
import type { FileStamp } from '#domain/file-stamp.ts';
import { MAX_CLOCK_SKEW_MS, MAX_UNFINISHED_MS } from '#domain/unfinished.ts';
import type { WatchRule } from '#domain/watch-rule.ts';
import type { Clock, FileSystem, Log } from '../../ports.ts';
import { type InspectionResult, inspectFile } from './inspect-file.ts';
import type { FileChange, IndexedFile, FileIndex } from '../file-index.ts';
import type { ChangeRecorder } from '../change-recorder.ts';
import type { RetryRequests, StableFile } from './stability-tracker.ts';
import { split } from '../split-path.ts';
import type { NameEvents } from '../events/name-events.ts';
import { OldBurst } from './old-burst.ts';
import { type SaveEvidenceDeps, whoReplaced } from './save-evidence.ts';
import { SignFinder } from './sign-finder.ts';
import { UnfinishedFiles } from './unfinished-files.ts';
import type { WatchTimes } from '../times.ts';

/** Files in one transaction. */
const BATCH_SIZE = 256;
const CONCURRENT_OPENS = 8;

/** Disks keep times in steps: Linux up to 10 ms, FAT 2 s. A file of the first moment is not older than its watch. */
const COARSE_TIMES_MS = 2_000;

export interface StableFileHandlerDeps {
  readonly spec: WatchSpec;
  readonly rule: Pick<WatchRule, 'judge'>;
  readonly files: FileSystem;
  readonly index: FileIndex;
  readonly clock: Clock;
  readonly times: WatchTimes;
  readonly recorder: ChangeRecorder;
  /** Whether the files still belong to the folder of the last scan. */
  readonly isRootUnchanged: () => Promise<boolean>;
  readonly isNetwork: () => boolean;
  readonly events: Pick<NameEvents, 'besides'>;
  /** Wall clock in milliseconds; new files that are older come from elsewhere. Undefined where they are welcome. */
  readonly newSince: () => number | undefined;
  /** Every file that has yet to be recorded, those under way included. */
  readonly settling: () => readonly StableFile[];
  readonly log: Log;
}

/** Classifies stable files and records the changes in the order of the files. */
export class StableFileHandler {
  readonly #deps: StableFileHandlerDeps;
  /** Monotonic time at which a file was first found locked. */
  readonly #lockedSince = new Map<string, number>();
  readonly #burst = new OldBurst();
  readonly #evidence: SaveEvidenceDeps;
  readonly #unfinished = new UnfinishedFiles();

  constructor(deps: StableFileHandlerDeps) {
    this.#deps = deps;
    this.#evidence = { ...deps, watch: deps.spec.name, folder: deps.spec.folder };
  }

  /** A tracked file is gone. Records that when the file is indexed. */
  vanished(path: string): void {
    this.#done(path);
    const { folder, name } = split(path);
    const { index, spec, clock, recorder } = this.#deps;
    try {
      const known = index.at(spec.name, folder, name);
      if (known === undefined || known.goneAt !== undefined) return;
      recorder.record([{ type: 'removed', folder, name, at: clock.now() }]);
    } catch (thrown) {
      recorder.failed(thrown);
    }
  }

  /** Resolves to the files that have to be handled again: locked ones and those that could not be recorded. */
  async handle(files: readonly StableFile[]): Promise<RetryRequests> {
    const again = new Map<string, { againInMs: number }>();
    for (let from = 0; from < files.length; from += BATCH_SIZE) {
      const batch = files.slice(from, from + BATCH_SIZE);
      if (await this.#handleBatch(batch, again)) {
        for (const { path } of batch) if (!again.has(path)) this.#done(path);
        continue;
      }
      const againInMs = this.#deps.recorder.pauseMs ?? this.#deps.times.record.initialMs;
      for (const { path } of files.slice(from)) again.set(path, { againInMs });
      break;
    }
    return again;
  }

  #done(path: string): void {
    this.#lockedSince.delete(path);
    this.#unfinished.delete(path);
  }

  /** False when the index threw. */
  async #handleBatch(
    batch: readonly StableFile[],
    again: Map<string, { againInMs: number }>,
  ): Promise<boolean> {
    try {
      const changes = await this.#inspectAll(batch, again);
      // The folder was swapped: these files are not the watch's. The next scan handles the folder.
      if (!(await this.#deps.isRootUnchanged())) return true;
      return this.#deps.recorder.record(this.#holdOld(changes));
    } catch (thrown) {
      this.#deps.recorder.failed(thrown);
      return false;
    }
  }

  /** True when a file has not changed for so long that signs of being unfinished mean nothing. */
  #isPast({ ctimeMs }: FileStamp): boolean {
    const { clock, isNetwork, spec } = this.#deps;
    const limitMs = spec.quietMs + (isNetwork() ? MAX_CLOCK_SKEW_MS : MAX_UNFINISHED_MS);
    return clock.now() - ctimeMs >= limitMs;
  }

  /** Turns the old ones among the new files into questions when there are many. */
  #holdOld(changes: readonly FileChange[]): readonly FileChange[] {
    const { newSince, settling, clock } = this.#deps;
    const since = newSince();
    if (since === undefined) return changes;
    const oldBefore = since - COARSE_TIMES_MS;
    const isOld = (change: FileChange) => change.type === 'added' && change.file.stamp.mtimeMs < oldBefore;
    if (!changes.some(isOld)) return changes;
    const count = settling().filter(({ stamp }) => stamp.mtimeMs < oldBefore).length;
    if (!this.#burst.holds(count, clock.monotonicMs())) return changes;
    return changes.map((change) =>
      change.type === 'added' && isOld(change) ? { type: 'old', file: change.file } : change,
    );
  }

  async #inspectAll(
    batch: readonly StableFile[],
    again: Map<string, { againInMs: number }>,
  ): Promise<FileChange[]> {
    const { index, spec } = this.#deps;
    const knownAt = (path: string) => {
      const { folder, name } = split(path);
      return index.at(spec.name, folder, name);
    };
    const changes: FileChange[] = [];
    const root = index.pinnedRoot(spec.folder)?.realPath ?? spec.folder;
    const found = batch.map((file) => ({ ...split(file.path), stamp: file.stamp }));
    const signs = new SignFinder({ files: this.#deps.files, root, isLocal: !this.#deps.isNetwork() }, found);
    for (let from = 0; from < batch.length; from += CONCURRENT_OPENS) {
      // An ignore file may have been found since the first event.
      const few = batch
        .slice(from, from + CONCURRENT_OPENS)
        .filter(({ path }) => this.#deps.rule.judge(path).included);
      const results = await Promise.all(few.map((file) => this.#inspect(file, knownAt(file.path), signs)));
      for (const [index, result] of results.entries()) {
        if (result.type === 'change') changes.push(result.change);
        const path = few[index]?.path ?? '';
        if (result.type === 'locked' || result.type === 'unfinished')
          again.set(path, { againInMs: this.#deps.times.lockedMs });
        if (result.type === 'changing') again.set(path, { againInMs: this.#deps.spec.quietMs });
      }
    }
    return changes;
  }

  async #inspect(
    settled: StableFile,
    known: IndexedFile | undefined,
    signs: SignFinder,
  ): Promise<InspectionResult> {
    const nowMs = this.#deps.clock.monotonicMs();
    const lockedSince = this.#lockedSince.get(settled.path);
    try {
      const result = await inspectFile(
        {
          ...this.#deps,
          signOf: (file, open) => signs.signOf(file, open),
          whoReplaced: (file, known) => whoReplaced(this.#evidence, file, known),
        },
        {
          file: { ...split(settled.path), stamp: settled.stamp },
          known,
          isLockedForLong:
            lockedSince !== undefined && nowMs - lockedSince >= this.#deps.times.lockedForLongMs,
        },
      );
      if (result.type === 'locked') this.#lockedSince.set(settled.path, lockedSince ?? nowMs);
      return this.#unfinished.judge(settled, result, nowMs, this.#isPast(settled.stamp));
    } catch (thrown) {
      // A read error, from a failing drive for example. It may heal and must not block other files.
      this.#deps.log('warn', 'a stable file cannot be inspected', { error: AppError.from(thrown) });
      this.#lockedSince.set(settled.path, lockedSince ?? nowMs);
      return { type: 'locked' };
    }
  }
}
