import { AppError } from '#domain/errors.ts';
import type { ErrorCode } from '#domain/errors.ts';
import type { Log } from '../ports.ts';
import type { Finding, WatchMemory } from './memory.ts';
import { doublingMs, type Doubling } from './times.ts';

export interface RecorderParts {
  readonly watch: string;
  readonly memory: Pick<WatchMemory, 'record'>;
  readonly pauses: Doubling;
  readonly log: Log;
  /** The code under which nothing can be recorded now, or undefined when it works again. */
  readonly onChange: (code: ErrorCode | undefined) => void;
}

/** Records findings, and knows how long to wait when that does not work. What it refused is found again later. */
export class Recorder {
  readonly #parts: RecorderParts;
  #failures = 0;

  constructor(parts: RecorderParts) {
    this.#parts = parts;
  }

  /** Pause before the next try while nothing can be recorded, else undefined. */
  get pauseMs(): number | undefined {
    return this.#failures === 0 ? undefined : doublingMs(this.#parts.pauses, this.#failures);
  }

  /** All of it or nothing, on disk when it returns true. */
  record(findings: readonly Finding[]): boolean {
    return (
      findings.length === 0 || this.attempt(() => this.#parts.memory.record(this.#parts.watch, findings))
    );
  }

  /** Does something with the memory; false when it refused. */
  attempt(run: () => void): boolean {
    try {
      run();
    } catch (thrown) {
      this.failed(thrown);
      return false;
    }
    this.caughtUp();
    return true;
  }

  /** Nothing is left to record. */
  caughtUp(): void {
    if (this.#failures === 0) return;
    this.#failures = 0;
    this.#parts.onChange(undefined);
  }

  /** The memory refused something elsewhere. */
  failed(thrown: unknown): void {
    const error = AppError.from(thrown);
    this.#failures++;
    this.#parts.log('error', 'what the watch found cannot be recorded', { watch: this.#parts.watch, error });
    this.#parts.onChange(error.code);
  }
}
