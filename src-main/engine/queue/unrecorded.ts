import { AppError } from '#domain/errors.ts';
import { transaction } from '../ledger/database.ts';
import type { UploadRow } from '../ledger/rows.ts';
import type { Receipt, Timer } from '../ports.ts';
import { learnFrom } from './portal-lessons.ts';
import { deliveredWithin, type Recorder } from './record.ts';

/** Another transaction takes them along sooner than that, or they get one of their own. */
export const ALONE_AFTER_MS = 20;

interface Posted {
  /** As it was claimed. */
  readonly row: UploadRow;
  readonly receipt: Receipt;
}

/**
 * Posted uploads of one dialog that are not recorded as delivered yet. The claim of those that follow takes them along in
 * one transaction, so that a file does not wait twice for the disk; without such a claim they are recorded alone a moment
 * later. Killed in between, the program finds `sending` and looks into the chat, as after any kill.
 */
export class Unrecorded {
  readonly #recorder: Recorder;
  readonly #surely: (record: () => void) => Promise<void>;
  #posted: readonly Posted[] = [];
  #timer: Timer | undefined;
  #alone: Promise<void> | undefined;

  /** @param surely tries until it is recorded, or rejects when we have to stop before */
  constructor(recorder: Recorder, surely: (record: () => void) => Promise<void>) {
    this.#recorder = recorder;
    this.#surely = surely;
  }

  /** Oldest first. */
  get rows(): readonly UploadRow[] {
    return this.#posted.map(({ row }) => row);
  }

  /** An answer came. */
  add(row: UploadRow, receipt: Receipt): void {
    const { parts, waits } = this.#recorder;
    this.#posted = [...this.#posted, { row, receipt }];
    // Now, not when it is recorded: what begins to be waited for in between is not over by this answer.
    waits.delete(row.portal);
    this.#timer ??= parts.clock.setTimer(ALONE_AFTER_MS, () => {
      // Whoever settles it later hears of the failure.
      this.settle().catch(() => undefined);
    });
  }

  /**
   * Claims uploads and records with them what was posted.
   * @param baseline a message id in the dialog that is older than any of theirs will be
   * @param onClaimed takes them as they are on disk, before anybody else is told; one that was ended meanwhile by another
   *   process is not among them
   * @throws AppError `ledger.full`: nothing has changed
   */
  claim(
    rows: readonly UploadRow[],
    baseline: number,
    onClaimed: (claimed: readonly UploadRow[]) => void,
  ): void {
    const { clock, ledger } = this.#recorder.parts;
    const newest = Math.max(baseline, ...this.#posted.map(({ receipt }) => receipt.messageId));
    const facts = { startedAt: clock.now(), baseline: newest };
    this.#commit(
      () => rows.flatMap(({ id }) => ledger.uploads.applyWithin(id, { type: 'claim' }, facts) ?? []),
      onClaimed,
    );
  }

  /** Resolves when what was claimed before its turn is back in line, and everything recorded. @throws AppError like `settle` */
  async release(claimed: readonly UploadRow[]): Promise<void> {
    if (claimed.length === 0) return this.settle();
    const { uploads } = this.#recorder.parts.ledger;
    await this.#surely(() => {
      this.#commit(() => claimed.flatMap(({ id }) => uploads.releaseWithin(id) ?? []));
    });
  }

  /** Resolves when everything is recorded. @throws AppError when we have to stop before it could be */
  settle(): Promise<void> {
    this.#timer?.cancel();
    this.#timer = undefined;
    if (this.#posted.length === 0) return Promise.resolve();
    this.#alone ??= this.#surely(() => {
      if (this.#posted.length > 0) this.#commit();
    }).finally(() => {
      this.#alone = undefined;
    });
    return this.#alone;
  }

  /** Records what was posted, and does `more`, in one transaction; then tells everybody. */
  #commit(
    more: () => readonly UploadRow[] = () => [],
    onDone: (changed: readonly UploadRow[]) => void = () => undefined,
  ): void {
    const { parts } = this.#recorder;
    const posted = this.#posted;
    for (const { row, receipt } of posted) learnFrom(parts, row, { type: 'posted', receipt });
    const { delivered, changed } = transaction(parts.ledger.db, () => ({
      delivered: posted.flatMap(
        ({ row, receipt }) => deliveredWithin(parts, row, { type: 'posted' }, receipt) ?? [],
      ),
      changed: more(),
    }));
    this.#posted = [];
    this.#timer?.cancel();
    this.#timer = undefined;
    onDone(changed);
    for (const row of [...delivered, ...changed]) parts.emit({ type: 'upload', row });
  }
}

/** Ended meanwhile by another process; nothing has left yet. */
export function notWaiting(): AppError {
  return new AppError('internal', 'the upload is not waiting to be sent');
}
