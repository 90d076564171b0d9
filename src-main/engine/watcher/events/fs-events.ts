import { relative, sep } from 'node:path';
import type { WatchRule } from '#domain/watch-rule.ts';
import type { Clock, Log, Timer } from '../../ports.ts';
import { type FolderWatcher, type FsEvent, watchFolder } from './chokidar-watcher.ts';
import { split } from '../split-path.ts';
import type { NameEvents } from './name-events.ts';
import { exponentialDelay, type WatchTimes } from '../times.ts';

/** Whether the system delivers file system events, and why not. */
export type EventSourceStatus = 'off' | 'starting' | 'on' | 'exhausted' | 'lost';

export interface FsEventListenerDeps {
  readonly rule: WatchRule;
  readonly clock: Clock;
  readonly times: WatchTimes;
  readonly log: Log;
  readonly names: NameEvents;
  /** Events named these relative paths, which the rules include. */
  readonly onPaths: (paths: readonly string[]) => void;
  readonly onFolder: (folder: string) => void;
  /** Events may have been missed. */
  readonly onMissedEvents: () => void;
  readonly onChange: () => void;
}

/** Listens to file system events below a folder and restarts after failures. */
export class FsEventListener {
  readonly #deps: FsEventListenerDeps;
  readonly #paths = new Set<string>();
  #watcher: FolderWatcher | undefined;
  #closing: Promise<unknown> = Promise.resolve();
  #status: EventSourceStatus = 'off';
  /** Real path of the watched folder: a watched link reports no events of its target. */
  #root = '';
  #failures = 0;
  #restart: Timer | undefined;
  #flush: Timer | undefined;
  #flushedMs = -Infinity;
  /** Set while `whenStarted` is pending. */
  #onStarted: (() => void) | undefined;

  constructor(deps: FsEventListenerDeps) {
    this.#deps = deps;
  }

  get status(): EventSourceStatus {
    return this.#status;
  }

  get hasPending(): boolean {
    return this.#paths.size > 0;
  }

  /** Starts to listen now unless it does already. */
  start(root: string): void {
    this.#restart?.cancel();
    this.#restart = undefined;
    if (this.#watcher !== undefined) return;
    this.#root = root;
    // The reason of a failure stays until every folder is watched again.
    if (this.#status === 'off') this.#status = 'starting';
    // Events of a replaced watcher belong to a folder that is no longer watched.
    const watcher: FolderWatcher = watchFolder(
      root,
      (path) => path === root || this.#deps.rule.judgeFolder(this.#relative(path)).included,
      (event) => {
        if (this.#watcher === watcher) this.#handle(event);
      },
    );
    this.#watcher = watcher;
  }

  /**
   * Resolves when every folder is watched, when that failed, or after `limitMs`. The caller scans everything afterwards,
   * so `onMissedEvents` is not called for a start that ends in time: a large tree is scanned once, not twice.
   */
  whenStarted(limitMs: number): Promise<void> {
    if (this.#status !== 'starting') return Promise.resolve();
    return new Promise((resolve) => {
      const limit = this.#deps.clock.setTimer(limitMs, () => this.#started());
      this.#onStarted = () => {
        limit.cancel();
        resolve();
      };
    });
  }

  /** Stops listening until the next `start`. */
  async stop(): Promise<void> {
    this.#restart?.cancel();
    this.#restart = undefined;
    this.#flush?.cancel();
    this.#flush = undefined;
    this.#paths.clear();
    this.#deps.names.clear();
    this.#drop('off');
    await this.#closing;
  }

  /** True when `whenStarted` was pending. */
  #started(): boolean {
    const onStarted = this.#onStarted;
    this.#onStarted = undefined;
    onStarted?.();
    return onStarted !== undefined;
  }

  #drop(status: EventSourceStatus): void {
    this.#status = status;
    this.#started();
    const watcher = this.#watcher;
    this.#watcher = undefined;
    if (watcher !== undefined) this.#closing = Promise.all([this.#closing, watcher.close()]);
  }

  #handle(event: FsEvent): void {
    switch (event.type) {
      case 'path':
        this.#addPath(this.#relative(event.path));
        break;
      case 'folder':
        this.#deps.onFolder(this.#relative(event.path));
        break;
      case 'ready':
        this.#failures = 0;
        this.#status = 'on';
        if (!this.#started()) this.#deps.onMissedEvents();
        this.#deps.onChange();
        break;
      case 'removed':
        this.#drop('off');
        this.#deps.onMissedEvents();
        break;
      case 'failed':
        this.#fail(event.reason, event.cause);
        break;
    }
  }

  #addPath(path: string): void {
    // A name that is not UTF-8: only a listing tells it.
    if (path.includes('\ufffd')) {
      this.#deps.onFolder(split(path).folder);
      return;
    }
    this.#deps.names.note(path, this.#deps.clock.monotonicMs());
    if (!this.#deps.rule.judge(path).included) return;
    this.#paths.add(path);
    if (this.#flush !== undefined) return;
    const { clock, times } = this.#deps;
    const gatheredMs = this.#flushedMs + times.eventBatchMs - clock.monotonicMs();
    const delayMs = Math.max(times.firstEventMs, gatheredMs);
    this.#flush = clock.setTimer(delayMs, () => {
      this.#flush = undefined;
      this.#flushedMs = clock.monotonicMs();
      const paths = [...this.#paths];
      this.#paths.clear();
      this.#deps.onPaths(paths);
    });
  }

  #fail(reason: 'exhausted' | 'lost', cause: unknown): void {
    this.#failures++;
    const pauseMs = exponentialDelay(this.#deps.times.restart, this.#failures);
    this.#deps.log('warn', 'file system events are not available', {
      folder: this.#root,
      reason,
      cause,
      pauseMs,
    });
    this.#drop(reason);
    this.#restart = this.#deps.clock.setTimer(pauseMs, () => this.start(this.#root));
    this.#deps.onMissedEvents();
    this.#deps.onChange();
  }

  #relative(path: string): string {
    const below = relative(this.#root, path);
    return sep === '/' ? below : below.split(sep).join('/');
  }
}
