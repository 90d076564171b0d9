import type { WatchSpec } from '#domain/watch.ts';
import { AppError } from '#domain/errors.ts';
import type { WatchRule } from '#domain/watch-rule.ts';
import type { Clock, FileSystem, Log } from '../ports.ts';
import { type Answer, identify } from './identify.ts';
import type { Finding, SeenFile, WatchMemory } from './memory.ts';
import type { Recorder } from './recorder.ts';
import type { Handover, SettledFile } from './settle-tracker.ts';
import { split } from './split-path.ts';
import type { WatchTimes } from './times.ts';

/** Files recorded in one transaction, and opened at the same time. */
const BATCH = 256;
const CONCURRENT_OPENS = 8;

export interface SettledFilesParts {
  readonly spec: WatchSpec;
  readonly rule: Pick<WatchRule, 'judge'>;
  readonly files: FileSystem;
  readonly memory: WatchMemory;
  readonly clock: Clock;
  readonly times: WatchTimes;
  readonly recorder: Recorder;
  readonly log: Log;
}

/** Finds out what settled files are to the watch, and has it recorded in their order. */
export class SettledFiles {
  readonly #parts: SettledFilesParts;
  /** Monotonic time at which a file was first found locked. */
  readonly #lockedSince = new Map<string, number>();

  constructor(parts: SettledFilesParts) {
    this.#parts = parts;
  }

  /** A tracked file is gone: that is recorded of one that is known. */
  vanished(path: string): void {
    this.#lockedSince.delete(path);
    const { folder, name } = split(path);
    const { memory, spec, clock, recorder } = this.#parts;
    recorder.attempt(() => {
      const known = memory.at(spec.name, folder, name);
      if (known === undefined || known.goneAt !== undefined) return;
      memory.record(spec.name, [{ type: 'gone', folder, name, at: clock.now() }]);
    });
  }

  /** Resolves to the files that have to be handed over again: locked ones, and what could not be recorded. */
  async take(files: readonly SettledFile[]): Promise<Handover> {
    const again = new Map<string, { againInMs: number }>();
    for (let from = 0; from < files.length; from += BATCH) {
      const batch = files.slice(from, from + BATCH);
      if (await this.#takeBatch(batch, again)) {
        for (const { path } of batch) if (!again.has(path)) this.#lockedSince.delete(path);
        continue;
      }
      const againInMs = this.#parts.recorder.pauseMs ?? this.#parts.times.record.firstMs;
      for (const { path } of files.slice(from)) again.set(path, { againInMs });
      break;
    }
    return again;
  }

  /** False when the memory refused. */
  async #takeBatch(
    batch: readonly SettledFile[],
    again: Map<string, { againInMs: number }>,
  ): Promise<boolean> {
    try {
      return this.#parts.recorder.record(await this.#identifyAll(batch, again));
    } catch (thrown) {
      this.#parts.recorder.failed(thrown);
      return false;
    }
  }

  async #identifyAll(
    batch: readonly SettledFile[],
    again: Map<string, { againInMs: number }>,
  ): Promise<Finding[]> {
    const { memory, spec } = this.#parts;
    const knownAt = (path: string) => {
      const { folder, name } = split(path);
      return memory.at(spec.name, folder, name);
    };
    const findings: Finding[] = [];
    for (let from = 0; from < batch.length; from += CONCURRENT_OPENS) {
      // An ignore file may have been found since the first event.
      const few = batch
        .slice(from, from + CONCURRENT_OPENS)
        .filter(({ path }) => this.#parts.rule.judge(path).included);
      const answers = await Promise.all(few.map((file) => this.#ask(file, knownAt(file.path))));
      for (const [index, answer] of answers.entries()) {
        if (answer.type === 'finding') findings.push(answer.finding);
        const path = few[index]?.path ?? '';
        if (answer.type === 'locked') again.set(path, { againInMs: this.#parts.times.lockedMs });
        if (answer.type === 'changing') again.set(path, { againInMs: this.#parts.spec.quietMs });
      }
    }
    return findings;
  }

  async #ask(settled: SettledFile, known: SeenFile | undefined): Promise<Answer> {
    const nowMs = this.#parts.clock.monotonicMs();
    const lockedSince = this.#lockedSince.get(settled.path);
    try {
      const answer = await identify(this.#parts, {
        file: { ...split(settled.path), stamp: settled.stamp },
        known,
        isLockedForLong:
          lockedSince !== undefined && nowMs - lockedSince >= this.#parts.times.lockedForLongMs,
      });
      if (answer.type === 'locked') this.#lockedSince.set(settled.path, lockedSince ?? nowMs);
      return answer;
    } catch (thrown) {
      // Broken off while reading (a drive that fails): like a lock, it may heal, and must not hold up the others.
      this.#parts.log('warn', 'a settled file cannot be examined', { error: AppError.from(thrown) });
      this.#lockedSince.set(settled.path, lockedSince ?? nowMs);
      return { type: 'locked' };
    }
  }
}
