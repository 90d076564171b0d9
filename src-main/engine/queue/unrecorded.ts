import { AppError } from '#domain/errors.ts';
import { transaction } from '../ledger/database.ts';
import type { UploadRow } from '../ledger/rows.ts';
import type { Receipt, Timer } from '../ports.ts';
import { learnFrom } from './portal-lessons.ts';
import { deliveredWithin, recordDelivered, type Recorder } from './record.ts';

/** The claim of the next upload comes sooner than that, or not at all. */
const ALONE_AFTER_MS = 5;

/**
 * A posted upload that is not recorded as delivered yet. The claim of the next upload of its dialog takes it along in one
 * transaction, so that a file waits once for the disk, not twice; without such a claim it is recorded alone a moment
 * later. Killed in between, the program finds `sending` and looks into the chat, as after any kill.
 */
export class Unrecorded {
  readonly #recorder: Recorder;
  readonly #row: UploadRow;
  readonly #receipt: Receipt;
  readonly #surely: (record: () => void) => Promise<void>;
  readonly #timer: Timer;
  #isRecorded = false;
  #alone: Promise<void> | undefined;

  /** @param surely tries until it is recorded, or rejects when we have to stop before */
  constructor(
    recorder: Recorder,
    row: UploadRow,
    receipt: Receipt,
    surely: (record: () => void) => Promise<void>,
  ) {
    this.#recorder = recorder;
    this.#row = row;
    this.#receipt = receipt;
    this.#surely = surely;
    // Now, not when it is recorded: what begins to be waited for in between is not over by this answer.
    recorder.waits.delete(row.portal);
    this.#timer = recorder.parts.clock.setTimer(ALONE_AFTER_MS, () => {
      // Whoever settles it later hears of the failure.
      this.settle().catch(() => undefined);
    });
  }

  /** Claims the next upload and records this one with it. @throws AppError `ledger.full`: neither is recorded */
  claim(next: UploadRow, baseline: number): void {
    const { parts } = this.#recorder;
    const { db, uploads } = parts.ledger;
    const before = this.#isRecorded ? undefined : uploads.get(this.#row.id);
    if (before !== undefined) learnFrom(parts, before, this.#posted);
    const { delivered, claimed } = transaction(db, () => ({
      delivered: before && deliveredWithin(parts, this.#row, { type: 'posted' }, this.#receipt),
      claimed: uploads.applyWithin(
        next.id,
        { type: 'claim' },
        { startedAt: parts.clock.now(), baseline: Math.max(baseline, this.#receipt.messageId) },
      ),
    }));
    this.#isRecorded = true;
    this.#timer.cancel();
    if (delivered !== undefined) parts.emit({ type: 'upload', row: delivered });
    if (claimed === undefined) throw notWaiting();
    parts.emit({ type: 'upload', row: claimed });
  }

  /** Resolves when it is recorded. @throws AppError when we have to stop before it could be */
  settle(): Promise<void> {
    this.#timer.cancel();
    if (this.#isRecorded) return Promise.resolve();
    this.#alone ??= this.#recordAlone().finally(() => {
      this.#alone = undefined;
    });
    return this.#alone;
  }

  #recordAlone(): Promise<void> {
    const { parts } = this.#recorder;
    return this.#surely(() => {
      if (this.#isRecorded) return;
      const before = parts.ledger.uploads.get(this.#row.id);
      if (before !== undefined) learnFrom(parts, before, this.#posted);
      recordDelivered(parts, this.#row, { type: 'posted' }, this.#receipt);
      this.#isRecorded = true;
    });
  }

  get #posted() {
    return { type: 'posted' as const, receipt: this.#receipt };
  }
}

/** Ended meanwhile by another process; nothing has left yet. */
export function notWaiting(): AppError {
  return new AppError('internal', 'the upload is not waiting to be sent');
}
