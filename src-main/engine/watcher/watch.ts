import type { ErrorCode } from '#domain/errors.ts';
import { compileRule } from '#domain/watch-rule.ts';
import type { AbsenceCode, WatchState } from '#domain/watch.ts';
import { errnoOf, isUnresponsive } from '../system/file-errors.ts';
import { ChangeRecorder } from './change-recorder.ts';
import { type SettlingFile, StabilityTracker } from './classify/stability-tracker.ts';
import { StableFileHandler } from './classify/stable-file-handler.ts';
import { FsEventListener } from './events/fs-events.ts';
import { NameEvents } from './events/name-events.ts';
import type { PinnedRoot } from './file-index.ts';
import { FolderScanner } from './scan/folder-scanner.ts';
import { ScanScheduler } from './scan/scan-scheduler.ts';
import { ScanMutex, ScanThrottle } from './scan/scan-throttle.ts';
import { UnchangedFolderCache } from './scan/unchanged-folder-cache.ts';
import { RootPin } from './root-pin.ts';
import { exponentialDelay, WATCH_TIMES, type WatchTimes } from './times.ts';
import { WatchRoot } from './watch-root.ts';
import type { WatchDeps } from './watch-deps.ts';
import { watchStateOf } from './watch-status.ts';

/**
 * Watches one folder. File system events are only hints. Scans compare the folder with the index: at the start,
 * regularly, and whenever events may have been missed. Only ever reads.
 */
export class Watch {
  readonly #deps: WatchDeps;
  readonly #times: WatchTimes;
  readonly #root: WatchRoot;
  readonly #pin: RootPin;
  readonly #nameEvents = new NameEvents();
  readonly #unchanged = new UnchangedFolderCache();
  readonly #since: number;
  readonly #recorder: ChangeRecorder;
  readonly #tracker: StabilityTracker;
  readonly #listener: FsEventListener;
  readonly #scanner: FolderScanner;
  readonly #scheduler: ScanScheduler;
  readonly #throttle: ScanThrottle;
  readonly #stopping = new AbortController();
  readonly #pathChecks = new Set<Promise<void>>();
  #state: WatchState = { type: 'stopped' };
  #absent: Extract<WatchState, { type: 'absent' }> | undefined;
  #absentChecks = 0;
  #unrecorded: ErrorCode | undefined;
  #isFirstScanDone = false;
  #isForbidden = false;
  /** Where the folder leads now, while the user has to agree. */
  #redirected: PinnedRoot | undefined;
  /** Undefined until the folder was found. */
  #isNetwork: boolean | undefined;

  constructor(deps: WatchDeps) {
    const { spec, clock, log } = deps;
    const unchanged = this.#unchanged;
    const times = { ...WATCH_TIMES, ...deps.times };
    const rule = compileRule(spec);
    this.#deps = deps;
    this.#times = times;
    this.#throttle = new ScanThrottle({ clock, times, mutex: deps.scanMutex ?? new ScanMutex() });
    this.#since = Math.floor(deps.since ?? clock.now());
    this.#root = new WatchRoot(deps.files, spec.folder);
    this.#pin = new RootPin(deps);
    this.#recorder = new ChangeRecorder({
      watch: spec.name,
      index: deps.index,
      unchanged,
      backoff: times.record,
      log,
      onFailureChange: (code) => {
        this.#unrecorded = code;
        this.#publish();
      },
    });
    const stableFiles = new StableFileHandler({
      ...deps,
      rule,
      times,
      recorder: this.#recorder,
      isRootUnchanged: () => this.#root.isUnchanged(),
      isNetwork: () => this.#isNetwork === true,
      events: this.#nameEvents,
      newSince: () => this.#scanner.newSince,
      settling: () => this.#tracker.list(),
    });
    this.#tracker = new StabilityTracker({
      clock,
      quietMs: spec.quietMs,
      readStamp: (path) => this.#scanner.readStamp(path),
      onStable: (files) => stableFiles.handle(files),
      onVanished: (path) => stableFiles.vanished(path),
      onRound: () => this.#notifyIdle(),
      onCount: (count) => deps.onSettling?.(count),
    });
    this.#listener = new FsEventListener({
      names: this.#nameEvents,
      rule,
      clock,
      times,
      log,
      onPaths: (paths) => this.#checkPaths(paths),
      // After an event of the root itself only a full scan tells whether it is still the same folder.
      onFolder: (folder) =>
        folder === '' ? void this.#scheduler.requestFullScan() : this.#scheduler.requestFolderScan(folder),
      onMissedEvents: () => void this.#scheduler.requestFullScan(),
      onChange: () => this.#publish(),
    });
    this.#scanner = new FolderScanner({
      ...deps,
      since: this.#since,
      unchanged,
      rule,
      isNetwork: () => this.#isNetwork === true,
      isRootUnchanged: () => this.#root.isUnchanged(),
      recorder: this.#recorder,
      tracker: this.#tracker,
      signal: this.#stopping.signal,
    });
    this.#scheduler = new ScanScheduler({
      clock,
      scanAll: (isRegular) => this.#scanAll(isRegular),
      scanFolder: (folder) => this.#scanner.scanFolder(folder),
      onIdle: () => this.#notifyIdle(),
    });
  }

  get state(): WatchState {
    return this.#state;
  }

  /** Starts to watch. Resolves after the first full scan, or when the folder is known to be absent. */
  async start(): Promise<void> {
    this.#publish();
    this.#recorder.attempt(() => this.#pin.register(this.#since));
    await this.#scheduler.requestFullScan();
  }

  /** Ends without waiting for files that are not stable yet. The next start finds them again. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await Promise.all([
      this.#listener.stop(),
      this.#scheduler.stop(),
      this.#tracker.stop(),
      ...this.#pathChecks,
    ]);
    this.#publish();
  }

  /** Scans everything now: after sleep, or when a drive is back. Resolves when the scan is done. */
  rescan(): Promise<void> {
    return this.#scheduler.requestFullScan();
  }

  /** See `Engine.approveFolder`. */
  async approveFolder(): Promise<boolean> {
    const root = this.#redirected;
    if (root === undefined) return false;
    await Promise.all(this.#pathChecks);
    this.#tracker.clear();
    if (!this.#recorder.attempt(() => this.#pin.approve(root, this.#deps.clock.now()))) return false;
    await this.rescan();
    return true;
  }

  /** Files that are not stable yet. */
  settling(): SettlingFile[] {
    return this.#tracker.list();
  }

  /** True when the folder was scanned and every change is recorded. */
  isIdle(): boolean {
    if (this.#isForbidden || this.#redirected !== undefined) return true;
    const isChecking = this.#scheduler.isBusy || this.#listener.hasPending || this.#pathChecks.size > 0;
    return this.#isFirstScanDone && !isChecking && this.#tracker.isEmpty && this.#unrecorded === undefined;
  }

  async #scanAll(isRegular: boolean): Promise<number> {
    this.#isForbidden = await this.#deps.isForbidden(this.#deps.spec.folder);
    if (this.#isForbidden) return this.#refuse(undefined);
    const root = await this.#root.check();
    if (root.type === 'absent') return this.#markAbsent(root.code);
    this.#absent = undefined;
    this.#absentChecks = 0;
    // Asked again each time: a drive may have been mounted below the folder.
    this.#isNetwork = await this.#deps.isNetwork(this.#deps.spec.folder);
    try {
      this.#scanner.startInitialScan();
      if (!(await this.#pin.accepts(root.root))) return await this.#refuse(root.root);
      this.#redirected = undefined;
      if (root.isReplaced) this.#unchanged.clear();
      // The pin may have started the initial scan again.
      this.#scanner.startInitialScan();
      await this.#listen(root.root.realPath, root.isReplaced);
      if (!this.#isFirstScanDone) await this.#listener.whenStarted(this.#times.initialListenMs);
      const isDone = await this.#throttle.run({ isRegular, isLocal: !this.#isNetwork }, () =>
        this.#scanner.scanAll(root.canDetectRemovals),
      );
      const after = this.#scanner.hadReadError ? await this.#root.check() : root;
      if (after.type === 'absent') return await this.#markAbsent(after.code);
      if (isDone) this.#isFirstScanDone = true;
      if (isDone && this.#tracker.isEmpty) this.#recorder.recovered();
    } catch (thrown) {
      if (isUnresponsive(thrown)) return this.#markAbsent('drive.unresponsive');
      if (errnoOf(thrown) !== undefined) return this.#markAbsent('file.unreadable');
      this.#recorder.failed(thrown);
    }
    this.#publish();
    const hasEvents = !this.#isNetwork && ['on', 'starting'].includes(this.#listener.status);
    return this.#recorder.pauseMs ?? this.#throttle.pauseMs(hasEvents);
  }

  async #markAbsent(code: AbsenceCode): Promise<number> {
    // A drive that does not answer refuses at once, so it can be asked often.
    const pauseMs =
      code === 'drive.unresponsive'
        ? this.#times.scanNetworkMs
        : exponentialDelay(this.#times.absent, ++this.#absentChecks);
    this.#absent = { type: 'absent', code, nextLookAt: this.#deps.clock.now() + pauseMs };
    this.#isFirstScanDone = true;
    this.#pin.absent();
    await this.#listener.stop();
    this.#publish();
    return pauseMs;
  }

  /** Reads nothing of the folder until it is back in its place or the user agrees. */
  async #refuse(redirected: PinnedRoot | undefined): Promise<number> {
    this.#redirected = redirected;
    this.#isFirstScanDone = true;
    this.#tracker.clear();
    await this.#listener.stop();
    this.#publish();
    return this.#times.scanNetworkMs;
  }

  async #listen(realPath: string, isReplaced: boolean): Promise<void> {
    // chokidar makes its calls in this process, where a drive that hangs would block a thread for ever.
    const isPolled = this.#deps.spec.mode === 'polling' || this.#isNetwork === true;
    if (isReplaced || isPolled) await this.#listener.stop();
    if (isPolled) return;
    if (this.#listener.status === 'off' && !this.#stopping.signal.aborted) this.#listener.start(realPath);
  }

  #checkPaths(paths: readonly string[]): void {
    // Events of a refused folder name files that are preexisting when the user agrees.
    if (this.#redirected !== undefined) return;
    const check = this.#scanner.checkPaths(paths).finally(() => {
      this.#pathChecks.delete(check);
      this.#notifyIdle();
    });
    this.#pathChecks.add(check);
  }

  #publish(): void {
    const state = watchStateOf({
      isForbidden: this.#isForbidden,
      redirectedTo: this.#redirected?.realPath,
      isStopped: this.#stopping.signal.aborted,
      unrecorded: this.#unrecorded,
      absent: this.#absent,
      isFirstScanDone: this.#isFirstScanDone,
      eventSource: this.#listener.status,
    });
    if (JSON.stringify(state) === JSON.stringify(this.#state)) return;
    this.#state = state;
    this.#deps.onState(state);
  }

  #notifyIdle(): void {
    if (this.isIdle()) this.#deps.onIdle();
  }
}
