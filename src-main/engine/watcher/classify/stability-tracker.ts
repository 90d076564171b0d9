import type { FileStamp } from '#domain/file-stamp.ts';
import { isLongWriting, isSettled, observe, type Settling } from '#domain/stability.ts';
import { inOrder } from '#domain/settle-order.ts';
import type { Clock, Timer } from '../../ports.ts';

/** Fewer tracked files are no burst: a due file is handed over at once. */
const BURST_SIZE = 32;
const MIN_GATHER_MS = 3;
const CONCURRENT_CHECKS = 32;

/** A stable file. `path` is relative to the watch's folder, with `/`. */
export interface StableFile {
  readonly path: string;
  readonly stamp: FileStamp;
}

/** A file that is not stable yet, for the history view. */
export interface SettlingFile extends StableFile {
  readonly isLongWriting: boolean;
}

/** Paths of stable files that have to be handed over again, and after how many milliseconds. */
export type RetryRequests = ReadonlyMap<string, { readonly againInMs: number }>;

export interface StabilityTrackerDeps {
  readonly clock: Clock;
  readonly quietMs: number;
  /** Reads a file's stamp. An unreadable file is no longer tracked; the next scan finds it. Never rejects. */
  readonly readStamp: (path: string) => Promise<FileStamp | 'vanished' | 'unreadable'>;
  /** Receives stable files in order. Resolves to the files that have to be handed over again. */
  readonly onStable: (files: readonly StableFile[]) => Promise<RetryRequests>;
  /** A tracked file is no longer there. */
  readonly onVanished: (path: string) => void;
  /** A round of checks is over. Fewer files may be tracked than before. */
  readonly onRound: () => void;
  /** How many files are tracked now; called when that changes. */
  readonly onCount?: (count: number) => void;
}

const NO_RETRIES: RetryRequests = new Map();

interface Tracked extends Settling {
  readonly path: string;
  readonly name: string;
  readonly mtimeMs: number;
  readonly dueMs: number;
  /** Stable, to be handed over again later. Files that were written after it do not wait for it. */
  readonly isDeferred: boolean;
}

/**
 * Waits until files are stable. Each file is checked once per quiet time, however many events name it, and stays
 * tracked until it is recorded.
 */
export class StabilityTracker {
  readonly #deps: StabilityTrackerDeps;
  readonly #gatherMs: number;
  readonly #tracked = new Map<string, Tracked>();
  #timer: Timer | undefined;
  #wakesAtMs = Infinity;
  #round: Promise<void> | undefined;
  #stopped = false;
  #publishedCount = 0;

  constructor(deps: StabilityTrackerDeps) {
    this.#deps = deps;
    this.#gatherMs = Math.min(250, Math.max(20, deps.quietMs / 4));
  }

  get isEmpty(): boolean {
    return this.#tracked.size === 0 && this.#round === undefined;
  }

  has(path: string): boolean {
    return this.#tracked.has(path);
  }

  /** Every tracked file, in no particular order. */
  list(): SettlingFile[] {
    const nowMs = this.#deps.clock.monotonicMs();
    return [...this.#tracked.values()].map((file) => ({
      path: file.path,
      stamp: file.stamp,
      isLongWriting: isLongWriting(file, nowMs),
    }));
  }

  /** Tracks a file from now on; another stamp than before starts its quiet time again. */
  observe(path: string, stamp: FileStamp): void {
    if (this.#stopped) return;
    const nowMs = this.#deps.clock.monotonicMs();
    const before = this.#tracked.get(path);
    const settling = observe(before, stamp, nowMs);
    if (settling === before) return;
    this.#track(path, settling, nowMs + this.#deps.quietMs);
  }

  /** Stops tracking every file. */
  clear(): void {
    this.#tracked.clear();
    this.#publishCount();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#timer?.cancel();
    await this.#round;
    this.#tracked.clear();
  }

  #track(path: string, settling: Settling, dueMs: number, isDeferred = false): void {
    const { stamp, quietSinceMs, sinceMs } = settling;
    const name = path.slice(path.lastIndexOf('/') + 1);
    const { mtimeMs } = stamp;
    this.#tracked.set(path, { stamp, quietSinceMs, sinceMs, path, name, mtimeMs, dueMs, isDeferred });
    this.#publishCount();
    this.#wakeAt(dueMs);
  }

  #publishCount(): void {
    const { size } = this.#tracked;
    if (size === this.#publishedCount) return;
    this.#publishedCount = size;
    this.#deps.onCount?.(size);
  }

  /** Wakes a little after the first file is due, so that a burst is handed over as one, in order. */
  #wakeAt(dueMs: number): void {
    if (this.#stopped || this.#round !== undefined || dueMs >= this.#wakesAtMs) return;
    this.#timer?.cancel();
    this.#wakesAtMs = dueMs;
    const gatherMs = this.#tracked.size < BURST_SIZE ? MIN_GATHER_MS : this.#gatherMs;
    const delayMs = Math.max(0, dueMs - this.#deps.clock.monotonicMs()) + gatherMs;
    this.#timer = this.#deps.clock.setTimer(delayMs, () => this.#wake());
  }

  #wake(): void {
    this.#wakesAtMs = Infinity;
    this.#round = this.#handOver().finally(() => {
      this.#round = undefined;
      let next = Infinity;
      for (const { dueMs } of this.#tracked.values()) next = Math.min(next, dueMs);
      if (next !== Infinity) this.#wakeAt(next);
      this.#publishCount();
      this.#deps.onRound();
    });
  }

  async #handOver(): Promise<void> {
    const settled = await this.#checkDue();
    // One that was written before a settled file and has not changed since is at most a quiet time behind it,
    // however late it was noticed; one that goes on changing is no longer the older of the two.
    const done = new Set(settled);
    const behind = [...this.#tracked.values()].filter((file) => !file.isDeferred && !done.has(file));
    const files = inOrder(settled, behind);
    if (this.#stopped) return;
    const again = files.length === 0 ? NO_RETRIES : await this.#deps.onStable(files);
    for (const file of files) {
      // It was noted with another stamp meanwhile: that one has yet to settle.
      if (this.#tracked.get(file.path) !== file) continue;
      const wanted = again.get(file.path);
      if (wanted === undefined) this.#tracked.delete(file.path);
      else this.#track(file.path, file, this.#deps.clock.monotonicMs() + wanted.againInMs, true);
    }
  }

  /** Looks at every file that is due; resolves to those that have settled. */
  async #checkDue(): Promise<Tracked[]> {
    const nowMs = this.#deps.clock.monotonicMs();
    const due = [...this.#tracked.values()].filter(({ dueMs }) => dueMs <= nowMs);
    const settled: Tracked[] = [];
    let next = 0;
    const worker = async () => {
      for (let file = due[next++]; file !== undefined && !this.#stopped; file = due[next++]) {
        if (await this.#isSettled(file)) settled.push(file);
      }
    };
    await Promise.all(Array.from({ length: Math.min(CONCURRENT_CHECKS, due.length) }, worker));
    return settled;
  }

  async #isSettled(file: Tracked): Promise<boolean> {
    const stamp = await this.#deps.readStamp(file.path);
    if (this.#stopped || this.#tracked.get(file.path) !== file) return false;
    if (typeof stamp === 'string') {
      this.#tracked.delete(file.path);
      if (stamp === 'vanished') this.#deps.onVanished(file.path);
      return false;
    }
    const nowMs = this.#deps.clock.monotonicMs();
    const seen = observe(file, stamp, nowMs);
    if (seen === file) return isSettled(file, this.#deps.quietMs, nowMs);
    this.#track(file.path, seen, nowMs + this.#deps.quietMs);
    return false;
  }
}
