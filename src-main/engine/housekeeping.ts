import type { DatabaseSync } from 'node:sqlite';
import { AppError } from '#domain/errors.ts';
import type { Retention } from '#config/engine-config.ts';
import { backUpOnce, checkpoint } from './store/db/backup.ts';
import { forgetOldSent, pruneSome } from './store/uploads/retention.ts';
import { localDay } from './local-time.ts';
import type { Clock, Log, Timer } from './ports.ts';

/** Soon after the start, when the first rush is over. */
const FIRST_MS = 10_000;
const EVERY_MS = 60_000;
/** Between two batches, so that uploads come first. */
const BREATH_MS = 50;

export interface HousekeepingDeps {
  readonly db: DatabaseSync;
  readonly dataDir: string;
  readonly clock: Clock;
  readonly retention: () => Retention;
  /** True when nothing is being sent. */
  readonly isIdle: () => boolean;
  readonly log: Log;
}

/**
 * Maintains the ledger while nothing else runs: the retention and a backup once a day, the checkpoint every minute.
 * A run that fails, for example on a full disk, is repeated a minute later; nothing depends on it.
 */
export class Housekeeping {
  readonly #parts: HousekeepingDeps;
  #timer: Timer | undefined;
  #lastDay: string | undefined;
  #running: Promise<void> | undefined;
  #isStopped = false;

  constructor(parts: HousekeepingDeps) {
    this.#parts = parts;
  }

  start(): void {
    this.#arm(FIRST_MS);
  }

  /** Does at once what is due. Resolves when it is done. */
  async run(): Promise<void> {
    try {
      const day = localDay(this.#parts.clock.now());
      if (day !== this.#lastDay) {
        await this.#daily(day);
        this.#lastDay = day;
      }
      if (this.#parts.isIdle()) checkpoint(this.#parts.db);
    } catch (thrown) {
      if (this.#isStopped) return;
      this.#parts.log('warn', 'the care of the history is put off', { error: AppError.from(thrown) });
    }
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#timer?.cancel();
    await this.#running;
  }

  async #daily(day: string): Promise<void> {
    const { db, dataDir, clock, retention } = this.#parts;
    while (!this.#isStopped && pruneSome(db, retention(), clock.now()) > 0) await this.#breath();
    if (this.#isStopped) return;
    forgetOldSent(db, clock.now());
    await backUpOnce(db, dataDir, day);
  }

  #arm(delayMs: number): void {
    if (this.#isStopped) return;
    this.#timer = this.#parts.clock.setTimer(delayMs, () => {
      this.#running = this.run().finally(() => this.#arm(EVERY_MS));
    });
  }

  #breath(): Promise<void> {
    return new Promise((resolve) => this.#parts.clock.setTimer(BREATH_MS, resolve));
  }
}
