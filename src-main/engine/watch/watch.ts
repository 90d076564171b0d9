import type { ErrorCode } from '#domain/errors.ts';
import { compileRule } from '#domain/watch-rule.ts';
import type { WatchSpec, WatchState } from '#domain/watch.ts';
import type { Clock, FileSystem, Log } from '../ports.ts';
import { errnoOf } from './file-errors.ts';
import { Listener } from './listener.ts';
import { LookLoop } from './look-loop.ts';
import { Looks } from './looks.ts';
import type { WatchMemory } from './memory.ts';
import { Recorder } from './recorder.ts';
import { Root } from './root.ts';
import { ScanPace, ScanTurns } from './scan-pace.ts';
import { SettledFiles } from './settled-files.ts';
import { type SettlingFile, SettleTracker } from './settle-tracker.ts';
import { SteadyFolders } from './steady-folders.ts';
import { doublingMs, WATCH_TIMES, type WatchTimes } from './times.ts';
import { watchStateOf } from './watch-state.ts';

export interface WatchParts {
  readonly spec: WatchSpec;
  readonly files: FileSystem;
  readonly memory: WatchMemory;
  readonly clock: Clock;
  readonly log: Log;
  /** Wall clock from which on files count as new to a watch that begins; by default that of its making. */
  readonly since?: number | undefined;
  readonly onState: (state: WatchState) => void;
  /** `isIdle` may have become true. */
  readonly onIdle: () => void;
  /** The folder may never be watched; see `forbidden-roots.ts`. */
  readonly isForbidden: boolean;
  /** Whether a folder's drive does not tell what others do on it; see `drive-kind.ts`. Never rejects. */
  readonly isNetwork: (folder: string) => Promise<boolean>;
  readonly times?: Partial<WatchTimes>;
  /** Shared by all watches of an engine. */
  readonly turns?: ScanTurns;
}

/**
 * Watches one folder. What the system tells is a hint; the truth is a look at the folder compared with the memory,
 * at the start, from time to time, and whenever something may have been missed. Only ever reads.
 */
export class Watch {
  readonly #parts: WatchParts;
  readonly #times: WatchTimes;
  readonly #root: Root;
  readonly #recorder: Recorder;
  readonly #settled: SettledFiles;
  readonly #tracker: SettleTracker;
  readonly #listener: Listener;
  readonly #looks: Looks;
  readonly #loop: LookLoop;
  readonly #pace: ScanPace;
  readonly #stopping = new AbortController();
  readonly #hintLooks = new Set<Promise<void>>();
  #state: WatchState = { type: 'stopped' };
  #absent: Extract<WatchState, { type: 'absent' }> | undefined;
  #absentLooks = 0;
  #unrecorded: ErrorCode | undefined;
  #isFirstLookDone = false;
  /** Undefined until the folder was there. */
  #isNetwork: boolean | undefined;

  constructor(parts: WatchParts) {
    const { spec, clock, log } = parts;
    const steady = new SteadyFolders();
    const memory = steady.over(parts.memory);
    const times = { ...WATCH_TIMES, ...parts.times };
    const rule = compileRule(spec);
    this.#parts = parts;
    this.#times = times;
    this.#pace = new ScanPace({ clock, times, turns: parts.turns ?? new ScanTurns() });
    this.#root = new Root(parts.files, spec.folder);
    this.#recorder = new Recorder({
      watch: spec.name,
      memory,
      pauses: times.record,
      log,
      onChange: (code) => {
        this.#unrecorded = code;
        this.#publish();
      },
    });
    this.#settled = new SettledFiles({ ...parts, rule, memory, times, recorder: this.#recorder });
    this.#tracker = new SettleTracker({
      clock,
      quietMs: spec.quietMs,
      look: (path) => this.#looks.look(path),
      onSettled: (files) => this.#settled.take(files),
      onVanished: (path) => this.#settled.vanished(path),
      onRound: () => this.#tellIdle(),
    });
    this.#listener = new Listener({
      root: spec.folder,
      rule,
      clock,
      times,
      log,
      onPaths: (paths) => this.#lookAtPaths(paths),
      // Of the folder itself only a look at everything can tell whether it is still the same.
      onFolder: (folder) => (folder === '' ? void this.#loop.lookAtAll() : this.#loop.lookAtFolder(folder)),
      onGap: () => void this.#loop.lookAtAll(),
      onChange: () => this.#publish(),
    });
    this.#looks = new Looks({
      ...parts,
      since: Math.floor(parts.since ?? clock.now()),
      memory,
      steady,
      rule,
      isNetwork: () => this.#isNetwork === true,
      isStillThere: () => this.#root.isStillThere(),
      recorder: this.#recorder,
      tracker: this.#tracker,
      hearing: this.#listener.hearing,
      signal: this.#stopping.signal,
    });
    this.#loop = new LookLoop({
      clock,
      lookAtAll: (isRegular) => this.#lookAtAll(isRegular),
      lookAtFolder: (folder) => this.#looks.atFolder(folder),
      onRest: () => this.#tellIdle(),
    });
  }

  get state(): WatchState {
    return this.#state;
  }

  /** Begins to watch. Resolves when the folder was looked at for the first time, or is known to be absent. */
  async start(): Promise<void> {
    this.#publish();
    if (this.#parts.isForbidden) return;
    this.#recorder.attempt(() => this.#looks.announce());
    await this.#loop.lookAtAll();
  }

  /** Ends without waiting for what is settling; it is found again at the next start. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await Promise.all([this.#listener.stop(), this.#loop.stop(), this.#tracker.stop(), ...this.#hintLooks]);
    this.#publish();
  }

  /** Looks at everything now: after sleep, or when a drive is back. Resolves when that is done. */
  look(): Promise<void> {
    return this.#parts.isForbidden ? Promise.resolve() : this.#loop.lookAtAll();
  }

  /** Files that have yet to settle. */
  settling(): SettlingFile[] {
    return this.#tracker.list();
  }

  /** True when the folder was looked at, and everything that was found is recorded. */
  isIdle(): boolean {
    if (this.#parts.isForbidden) return true;
    const isLooking = this.#loop.isBusy || this.#listener.hasPending || this.#hintLooks.size > 0;
    return this.#isFirstLookDone && !isLooking && this.#tracker.isEmpty && this.#unrecorded === undefined;
  }

  async #lookAtAll(isRegular: boolean): Promise<number> {
    const root = await this.#root.look();
    if (root.type === 'absent') return this.#miss(root.code);
    this.#absent = undefined;
    this.#absentLooks = 0;
    if (root.isReplaced || this.#isNetwork === undefined) {
      this.#isNetwork = await this.#parts.isNetwork(this.#parts.spec.folder);
    }
    try {
      this.#looks.begin();
      await this.#listen(root.isReplaced);
      if (!this.#isFirstLookDone) await this.#listener.untilBegun(this.#times.listenFirstMs);
      const isAnnounced = isRegular && ['on', 'deaf'].includes(this.#listener.listening);
      const isDone = await this.#pace.run({ isRegular, isLocal: !this.#isNetwork }, () =>
        this.#looks.atAll(root.mayBeGone, isAnnounced),
      );
      if (isDone) this.#isFirstLookDone = true;
      if (isDone && this.#tracker.isEmpty) this.#recorder.caughtUp();
    } catch (thrown) {
      if (errnoOf(thrown) !== undefined) return this.#miss('file.unreadable');
      this.#recorder.failed(thrown);
    }
    this.#publish();
    const isTold = ['on', 'starting'].includes(this.#listener.listening);
    return this.#recorder.pauseMs ?? this.#pace.pauseMs(isTold);
  }

  async #miss(code: 'folder.missing' | 'file.unreadable'): Promise<number> {
    const pauseMs = doublingMs(this.#times.absent, ++this.#absentLooks);
    this.#absent = { type: 'absent', code, nextLookAt: this.#parts.clock.now() + pauseMs };
    this.#isFirstLookDone = true;
    await this.#listener.stop();
    this.#publish();
    return pauseMs;
  }

  async #listen(isReplaced: boolean): Promise<void> {
    const { mode } = this.#parts.spec;
    if (mode === 'polling' || (mode === 'detect' && this.#isNetwork === true)) return;
    if (isReplaced) await this.#listener.stop();
    if (this.#listener.listening === 'off' && !this.#stopping.signal.aborted) this.#listener.start();
  }

  #lookAtPaths(paths: readonly string[]): void {
    const look = this.#looks.atPaths(paths).finally(() => {
      this.#hintLooks.delete(look);
      this.#tellIdle();
    });
    this.#hintLooks.add(look);
  }

  #publish(): void {
    const state = watchStateOf({
      isForbidden: this.#parts.isForbidden,
      isStopped: this.#stopping.signal.aborted,
      unrecorded: this.#unrecorded,
      absent: this.#absent,
      isFirstLookDone: this.#isFirstLookDone,
      listening: this.#listener.listening,
    });
    if (JSON.stringify(state) === JSON.stringify(this.#state)) return;
    this.#state = state;
    this.#parts.onState(state);
  }

  #tellIdle(): void {
    if (this.isIdle()) this.#parts.onIdle();
  }
}
