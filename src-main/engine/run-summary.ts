import type { ErrorCode } from '#domain/errors.ts';
import type { UploadRow } from './store/uploads/rows.ts';

/** What this run has done, and what is left. */
export interface Summary {
  readonly delivered: number;
  readonly skipped: number;
  /** Uploads that need the user now; one that failed and was delivered later does not count. */
  readonly failed: number;
  readonly waiting: number;
  /** Some of what waits, and why. */
  readonly left: readonly LeftFile[];
}

/** A file that was not sent yet. */
export interface LeftFile {
  readonly path: string;
  readonly code: ErrorCode | undefined;
}

/** Counts what becomes of uploads during one run. Remembers the failed ones only. */
export class RunSummary {
  #delivered = 0;
  readonly #skipped = new Set<number>();
  readonly #failed = new Set<number>();

  add({ id, state }: UploadRow): void {
    if (state === 'failed') this.#failed.add(id);
    else this.#failed.delete(id);
    if (state === 'skipped') this.#skipped.add(id);
    else this.#skipped.delete(id);
    if (state === 'delivered') this.#delivered += 1;
  }

  /** @param needsUser something is held that only the user can mend, also when nothing failed in this run */
  summary(waiting: number, left: readonly LeftFile[], needsUser: boolean): Summary {
    const failed = Math.max(this.#failed.size, needsUser ? 1 : 0);
    return { delivered: this.#delivered, skipped: this.#skipped.size, failed, waiting, left };
  }
}
