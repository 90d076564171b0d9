import { relative, sep } from 'node:path';
import type { WatchRule } from '#domain/watch-rule.ts';
import type { Clock, Log, Timer } from '../ports.ts';
import { type FolderWatcher, type Hint, watchFolder } from './folder-watcher.ts';
import { Hearing } from './hearing.ts';
import { doublingMs, type WatchTimes } from './times.ts';

/** How well the system tells of what happens. */
export type Listening = 'off' | 'starting' | 'on' | 'deaf' | 'exhausted' | 'lost';

export interface ListenerParts {
  readonly root: string;
  readonly rule: WatchRule;
  readonly clock: Clock;
  readonly times: WatchTimes;
  readonly log: Log;
  /** Something happened to these relative paths, which the rules include. */
  readonly onPaths: (paths: readonly string[]) => void;
  readonly onFolder: (folder: string) => void;
  /** Events may have been missed. */
  readonly onGap: () => void;
  readonly onChange: () => void;
}

/** Keeps listening to the system's events below a folder, starting anew after failures. */
export class Listener {
  readonly hearing = new Hearing();
  readonly #parts: ListenerParts;
  readonly #paths = new Set<string>();
  #watcher: FolderWatcher | undefined;
  #closing: Promise<unknown> = Promise.resolve();
  #listening: Listening = 'off';
  #failures = 0;
  #restart: Timer | undefined;
  #flush: Timer | undefined;
  #flushedMs = -Infinity;
  /** Set while somebody waits for the beginning to end and looks then. */
  #onBegun: (() => void) | undefined;

  constructor(parts: ListenerParts) {
    this.#parts = parts;
  }

  get listening(): Listening {
    return this.#listening === 'on' && this.hearing.isDeaf ? 'deaf' : this.#listening;
  }

  get hasPending(): boolean {
    return this.#paths.size > 0;
  }

  /** Begins to listen where it does not, without waiting for a pause to end. */
  start(): void {
    this.#restart?.cancel();
    this.#restart = undefined;
    if (this.#watcher !== undefined) return;
    this.hearing.reset();
    // After a failure its reason stands until everything is watched again.
    if (this.#listening === 'off') this.#listening = 'starting';
    // Hints of a watcher that was replaced concern a folder that is no longer ours.
    const watcher: FolderWatcher = watchFolder(
      this.#parts.root,
      (path) => path === this.#parts.root || this.#parts.rule.judgeFolder(this.#relative(path)).included,
      (hint) => {
        if (this.#watcher === watcher) this.#take(hint);
      },
    );
    this.#watcher = watcher;
  }

  /**
   * Resolves when the beginning has ended, well or not, or after `limitMs`. Whoever waits looks at everything then,
   * so that a beginning that ends in time tells of no gap: a large tree is looked at once, not twice.
   */
  untilBegun(limitMs: number): Promise<void> {
    if (this.#listening !== 'starting') return Promise.resolve();
    return new Promise((resolve) => {
      const limit = this.#parts.clock.setTimer(limitMs, () => this.#begun());
      this.#onBegun = () => {
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
    this.#drop('off');
    await this.#closing;
  }

  /** True when somebody waited for this. */
  #begun(): boolean {
    const onBegun = this.#onBegun;
    this.#onBegun = undefined;
    onBegun?.();
    return onBegun !== undefined;
  }

  #drop(listening: Listening): void {
    this.#listening = listening;
    this.#begun();
    const watcher = this.#watcher;
    this.#watcher = undefined;
    if (watcher !== undefined) this.#closing = Promise.all([this.#closing, watcher.close()]);
  }

  #take(hint: Hint): void {
    switch (hint.type) {
      case 'path':
        this.#hear(this.#relative(hint.path));
        break;
      case 'folder':
        this.#parts.onFolder(this.#relative(hint.path));
        break;
      case 'ready':
        this.#failures = 0;
        this.#listening = 'on';
        if (!this.#begun()) this.#parts.onGap();
        this.#parts.onChange();
        break;
      case 'removed':
        this.#drop('off');
        this.#parts.onGap();
        break;
      case 'failed':
        this.#fail(hint.reason, hint.cause);
        break;
    }
  }

  #hear(path: string): void {
    if (!this.#parts.rule.judge(path).included) return;
    const wasDeaf = this.hearing.isDeaf;
    this.hearing.heard(path);
    if (wasDeaf) this.#parts.onChange();
    this.#paths.add(path);
    if (this.#flush !== undefined) return;
    // The first of a while soon, but late enough for a small file to be written; those that follow are gathered.
    const { clock, times } = this.#parts;
    const gatheredMs = this.#flushedMs + times.hintMs - clock.monotonicMs();
    const delayMs = Math.max(times.firstHintMs, gatheredMs);
    this.#flush = clock.setTimer(delayMs, () => {
      this.#flush = undefined;
      this.#flushedMs = clock.monotonicMs();
      const paths = [...this.#paths];
      this.#paths.clear();
      this.#parts.onPaths(paths);
    });
  }

  #fail(reason: 'exhausted' | 'lost', cause: unknown): void {
    this.#failures++;
    const pauseMs = doublingMs(this.#parts.times.restart, this.#failures);
    this.#parts.log('warn', 'the system no longer tells of changes', {
      folder: this.#parts.root,
      reason,
      cause,
      pauseMs,
    });
    this.#drop(reason);
    this.#restart = this.#parts.clock.setTimer(pauseMs, () => this.start());
    this.#parts.onGap();
    this.#parts.onChange();
  }

  #relative(path: string): string {
    const below = relative(this.#parts.root, path);
    return sep === '/' ? below : below.split(sep).join('/');
  }
}
