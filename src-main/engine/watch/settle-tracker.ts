import type { FileStamp } from '#domain/file-stamp.ts';
import { isLongWriting, isSettled, observe, type Settling } from '#domain/settle.ts';
import { inOrder } from '#domain/settle-order.ts';
import type { Clock, Timer } from '../ports.ts';

/** With fewer files there is no burst to be gathered: the one that is due goes on at once. */
const BURST = 32;
const FEW_GATHER_MS = 3;
/** Looks at files at the same time. */
const CONCURRENT_LOOKS = 32;

/** A settled file. `path` is relative to the watch's folder, with `/`. */
export interface SettledFile {
  readonly path: string;
  readonly stamp: FileStamp;
}

/** A file that has yet to settle, for the history view. */
export interface SettlingFile extends SettledFile {
  readonly isLongWriting: boolean;
}

/** What the owner did with a settled file: it is done with it, or wants it again after so many milliseconds. */
export type Handover = ReadonlyMap<string, { readonly againInMs: number }>;

export interface TrackerParts {
  readonly clock: Clock;
  readonly quietMs: number;
  /** Looks at a file. One that may not be looked at is let go; the next scan meets it again. Never rejects. */
  readonly look: (path: string) => Promise<FileStamp | 'vanished' | 'unreadable'>;
  /** Settled files in order. Resolves to those that have to be handed over again. */
  readonly onSettled: (files: readonly SettledFile[]) => Promise<Handover>;
  /** A tracked file is no longer there. */
  readonly onVanished: (path: string) => void;
  /** A round of looks is over; less may be tracked than before. */
  readonly onRound: () => void;
}

const NOTHING_AGAIN: Handover = new Map();

interface Tracked extends Settling {
  readonly path: string;
  readonly name: string;
  readonly mtimeMs: number;
  readonly dueMs: number;
  /** Settled, but the owner wants it again later: files that were written after it do not wait for it. */
  readonly isPutOff: boolean;
}

/**
 * Waits until files are quiet. Each is looked at once for each quiet time, however often it is heard of, and stays
 * tracked until the owner has recorded it.
 */
export class SettleTracker {
  readonly #parts: TrackerParts;
  readonly #gatherMs: number;
  readonly #tracked = new Map<string, Tracked>();
  #timer: Timer | undefined;
  #wakesAtMs = Infinity;
  #round: Promise<void> | undefined;
  #stopped = false;

  constructor(parts: TrackerParts) {
    this.#parts = parts;
    this.#gatherMs = Math.min(250, Math.max(20, parts.quietMs / 4));
  }

  get isEmpty(): boolean {
    return this.#tracked.size === 0 && this.#round === undefined;
  }

  has(path: string): boolean {
    return this.#tracked.has(path);
  }

  /** Every file that has not settled, in no particular order. */
  list(): SettlingFile[] {
    const nowMs = this.#parts.clock.monotonicMs();
    return [...this.#tracked.values()].map((file) => ({
      path: file.path,
      stamp: file.stamp,
      isLongWriting: isLongWriting(file, nowMs),
    }));
  }

  /** Takes a look at a file into account; tracks it from now on. */
  note(path: string, stamp: FileStamp): void {
    if (this.#stopped) return;
    const nowMs = this.#parts.clock.monotonicMs();
    const before = this.#tracked.get(path);
    const settling = observe(before, stamp, nowMs);
    if (settling === before) return;
    this.#track(path, settling, nowMs + this.#parts.quietMs);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#timer?.cancel();
    await this.#round;
    this.#tracked.clear();
  }

  #track(path: string, settling: Settling, dueMs: number, isPutOff = false): void {
    const { stamp, quietSinceMs, sinceMs } = settling;
    const name = path.slice(path.lastIndexOf('/') + 1);
    const { mtimeMs } = stamp;
    this.#tracked.set(path, { stamp, quietSinceMs, sinceMs, path, name, mtimeMs, dueMs, isPutOff });
    this.#wakeAt(dueMs);
  }

  /** Wakes a little after the first file is due, so that a burst is handed over as one, in order. */
  #wakeAt(dueMs: number): void {
    if (this.#stopped || this.#round !== undefined || dueMs >= this.#wakesAtMs) return;
    this.#timer?.cancel();
    this.#wakesAtMs = dueMs;
    const gatherMs = this.#tracked.size < BURST ? FEW_GATHER_MS : this.#gatherMs;
    const delayMs = Math.max(0, dueMs - this.#parts.clock.monotonicMs()) + gatherMs;
    this.#timer = this.#parts.clock.setTimer(delayMs, () => this.#wake());
  }

  #wake(): void {
    this.#wakesAtMs = Infinity;
    this.#round = this.#handOver().finally(() => {
      this.#round = undefined;
      let next = Infinity;
      for (const { dueMs } of this.#tracked.values()) next = Math.min(next, dueMs);
      if (next !== Infinity) this.#wakeAt(next);
      this.#parts.onRound();
    });
  }

  async #handOver(): Promise<void> {
    const settled = await this.#lookAtDue();
    // One that was written before a settled file and has not changed since is at most a quiet time behind it,
    // however late it was noticed; one that goes on changing is no longer the older of the two.
    const done = new Set(settled);
    const behind = [...this.#tracked.values()].filter((file) => !file.isPutOff && !done.has(file));
    const files = inOrder(settled, behind);
    if (this.#stopped) return;
    const again = files.length === 0 ? NOTHING_AGAIN : await this.#parts.onSettled(files);
    for (const file of files) {
      // It was noted with another stamp meanwhile: that one has yet to settle.
      if (this.#tracked.get(file.path) !== file) continue;
      const wanted = again.get(file.path);
      if (wanted === undefined) this.#tracked.delete(file.path);
      else this.#track(file.path, file, this.#parts.clock.monotonicMs() + wanted.againInMs, true);
    }
  }

  /** Looks at every file that is due; resolves to those that have settled. */
  async #lookAtDue(): Promise<Tracked[]> {
    const nowMs = this.#parts.clock.monotonicMs();
    const due = [...this.#tracked.values()].filter(({ dueMs }) => dueMs <= nowMs);
    const settled: Tracked[] = [];
    let next = 0;
    const worker = async () => {
      for (let file = due[next++]; file !== undefined && !this.#stopped; file = due[next++]) {
        if (await this.#isSettled(file)) settled.push(file);
      }
    };
    await Promise.all(Array.from({ length: Math.min(CONCURRENT_LOOKS, due.length) }, worker));
    return settled;
  }

  async #isSettled(file: Tracked): Promise<boolean> {
    const stamp = await this.#parts.look(file.path);
    if (this.#stopped || this.#tracked.get(file.path) !== file) return false;
    if (typeof stamp === 'string') {
      this.#tracked.delete(file.path);
      if (stamp === 'vanished') this.#parts.onVanished(file.path);
      return false;
    }
    const nowMs = this.#parts.clock.monotonicMs();
    const seen = observe(file, stamp, nowMs);
    if (seen === file) return isSettled(file, this.#parts.quietMs, nowMs);
    this.#track(file.path, seen, nowMs + this.#parts.quietMs);
    return false;
  }
}
