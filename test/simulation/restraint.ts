import type { UploadRow } from '#engine/store/uploads/rows.ts';
import type { Clock } from '#engine/ports.ts';
import { Broken } from './broken.ts';
import type { Choice } from './choices.ts';

const MINUTE_MS = 60_000;

interface Pausing {
  readonly until: number | undefined;
  /** Attempts that had begun when it came: they go on. */
  readonly underWay: ReadonlySet<Choice>;
}

interface Start {
  readonly id: number;
  readonly watch: string | undefined;
  readonly atMs: number;
  /** By how much the wall clock was set since. */
  setByMs: number;
}

/** What the user wants held back, and whether the program keeps to it. */
export class Restraint {
  readonly #clock: Pick<Clock, 'now' | 'monotonicMs'>;
  /** Files a minute of each watch; 0 for no cap. */
  readonly #cap: number;
  /** By the name of the watch; undefined for everything. */
  readonly #pauses = new Map<string | undefined, Pausing>();
  #starts: readonly Start[] = [];

  constructor(clock: Pick<Clock, 'now' | 'monotonicMs'>, cap: number) {
    this.#clock = clock;
    this.#cap = cap;
  }

  /** The program has accepted a pause. */
  pause(watch: string | undefined, until: number | undefined, underWay: ReadonlySet<Choice>): void {
    this.#lapse();
    // One that takes the place of another lets out no more than that did.
    this.#pauses.set(watch, { until, underWay: this.#pauses.get(watch)?.underWay ?? underWay });
  }

  resume(watch: string | undefined): void {
    this.#pauses.delete(watch);
  }

  /** Calls `jump`, which sets the wall clock. */
  aroundJump(byMs: number, jump: () => void): void {
    this.#lapse();
    jump();
    this.#lapse();
    for (const start of this.#starts) start.setByMs += byMs;
    // A clock that was trimmed changes nothing; one that was set is believed.
    this.#starts = this.#starts.filter(({ setByMs }) => setByMs <= 0 && setByMs >= -MINUTE_MS);
  }

  /** An upload is on disk as `sending`. */
  claimed(row: UploadRow, choices: readonly Choice[]): Broken | undefined {
    return this.#duringPause(row, choices) ?? this.#aboveCap(row);
  }

  #duringPause({ id, watch }: UploadRow, choices: readonly Choice[]): Broken | undefined {
    this.#lapse();
    for (const [paused, { underWay }] of this.#pauses) {
      const isPaused = paused === undefined || paused === watch;
      if (!isPaused || choices.some((choice) => underWay.has(choice))) continue;
      return new Broken('other', `upload ${id} began while ${paused ?? 'everything'} was paused`);
    }
    return undefined;
  }

  /** Counted are files: one that is tried again in the same minute is the same file. */
  #aboveCap({ id, watch }: UploadRow): Broken | undefined {
    const now = this.#clock.monotonicMs();
    const others = this.#starts.filter((start) => start.atMs > now - MINUTE_MS && start.id !== id);
    this.#starts = [...others, { id, watch, atMs: now, setByMs: 0 }];
    const files = this.#starts.filter((start) => start.watch === watch).length;
    if (this.#cap === 0 || files <= this.#cap) return undefined;
    return new Broken('other', `upload ${id} is number ${files} of its watch in a minute`);
  }

  #lapse(): void {
    const now = this.#clock.now();
    for (const [watch, { until }] of this.#pauses) {
      if (until !== undefined && until <= now) this.#pauses.delete(watch);
    }
  }
}
