import { backoff, MAX_ATTEMPTS } from '#domain/backoff.ts';
import type { UploadRow } from '../../ledger/rows.ts';
import { lookIntoChat, type LookResult } from './verify-upload.ts';
import { isCutOffByTime } from '../observe-limits.ts';
import { recordDelivered, transition, type Recorder } from '../record-outcome.ts';

/** Pause between looks that were not possible. */
const AGAIN_AFTER_MS = 30_000;

/** Looks that were not possible before the others of the dialog go on without it. */
const PATIENCE = 3;

/** Looks into the chat for uploads whose answer was not seen. */
export class Looks {
  readonly #recorder: Recorder;
  /** Looks in vain, by upload. */
  readonly #inVain = new Map<number, number>();

  constructor(recorder: Recorder) {
    this.#recorder = recorder;
  }

  /** True while a `verifying` upload may still turn out to come first. */
  blocks(row: UploadRow): boolean {
    return (this.#inVain.get(row.id) ?? 0) < PATIENCE;
  }

  /** Looks once and records what it told. @throws AppError `ledger.full` */
  async look(row: UploadRow, signal: AbortSignal): Promise<void> {
    const { parts } = this.#recorder;
    const portal = parts.portals.get(row.portal);
    if (portal === undefined) return;
    const result = await lookIntoChat(parts, portal, row, signal);
    if (signal.aborted && result.type === 'unavailable') return;
    this.#record(row, result);
  }

  #record(row: UploadRow, result: LookResult): void {
    const { parts, holds, waits, lookTimes } = this.#recorder;
    const now = parts.clock.now();
    if (result.type !== 'unavailable') {
      lookTimes.end(row.id);
      this.#inVain.delete(row.id);
      waits.delete(row.portal);
      holds.liftWaits(row.portal);
    }
    switch (result.type) {
      case 'found':
        recordDelivered(parts, row, { type: 'found' }, { chatId: undefined, ...result });
        return;
      case 'ambiguous':
        transition(parts, row.id, { type: 'ambiguous' });
        return;
      case 'missing':
        this.#sendAgain(row, now);
        return;
      case 'unavailable':
        this.#inVain.set(row.id, (this.#inVain.get(row.id) ?? 0) + 1);
        parts.log('info', 'the chat cannot be looked at now', { id: row.id, code: result.error.code });
        transition(parts, row.id, {
          type: 'postponeVerification',
          verifyAt: result.error.until ?? now + this.#again(),
        });
    }
  }

  /** The first unanswered attempt is repeated at once; the file has waited for its look already. */
  #sendAgain(row: UploadRow, now: number): void {
    const { parts } = this.#recorder;
    transition(parts, row.id, { type: 'notFound' });
    if (isCutOffByTime(parts, row)) {
      transition(parts, row.id, { type: 'refused', code: 'network.time-limit' });
    } else if (row.attempts > MAX_ATTEMPTS) {
      transition(parts, row.id, { type: 'refused', code: row.code ?? 'network.unanswered' });
    } else if (row.attempts > 1) {
      const until = now + backoff(row.attempts - 1, parts.settings.retryBaseMs, parts.random());
      transition(parts, row.id, {
        type: 'put-off',
        code: row.code ?? 'network.unanswered',
        until,
        counts: true,
      });
    }
  }

  /** Scaled with the other waits, so that tests need not wait. */
  #again(): number {
    return Math.min(AGAIN_AFTER_MS, this.#recorder.parts.settings.verifyAfterMs);
  }
}
