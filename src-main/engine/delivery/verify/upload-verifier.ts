import { backoff, MAX_ATTEMPTS } from '#domain/backoff.ts';
import type { UploadRow } from '../../store/uploads/rows.ts';
import { verifyUpload, type Verification } from './verify-upload.ts';
import { recordDelivered, transition, type OutcomeContext } from '../record-outcome.ts';

/** Pause between looks that were not possible. */
const RETRY_DELAY_MS = 30_000;

/** Looks that were not possible before the others of the dialog go on without it. */
const MAX_FAILED_CHECKS = 3;

/** Looks into the chat for uploads whose answer was not seen. */
export class UploadVerifier {
  readonly #context: OutcomeContext;
  /** Looks in vain, by upload. */
  readonly #failedChecks = new Map<number, number>();

  constructor(context: OutcomeContext) {
    this.#context = context;
  }

  /** True while a `verifying` upload may still turn out to come first. */
  blocksLane(row: UploadRow): boolean {
    return (this.#failedChecks.get(row.id) ?? 0) < MAX_FAILED_CHECKS;
  }

  /** Looks once and records what it told. @throws AppError `ledger.full` */
  async verify(row: UploadRow, signal: AbortSignal): Promise<void> {
    const { deps } = this.#context;
    const portal = deps.portals.get(row.portal);
    if (portal === undefined) return;
    const result = await verifyUpload(deps, portal, row, signal);
    if (signal.aborted && result.type === 'unavailable') return;
    this.#record(row, result);
  }

  #record(row: UploadRow, result: Verification): void {
    const { deps, holds, waits, verificationDelay } = this.#context;
    const now = deps.clock.now();
    if (result.type !== 'unavailable') {
      verificationDelay.end(row.id);
      this.#failedChecks.delete(row.id);
      waits.delete(row.portal);
      holds.clearTimed(row.portal);
    }
    switch (result.type) {
      case 'found':
        recordDelivered(deps, row, { type: 'found' }, { chatId: undefined, ...result });
        return;
      case 'ambiguous':
        transition(deps, row.id, { type: 'ambiguous' });
        return;
      case 'missing':
        this.#sendAgain(row, now);
        return;
      case 'unavailable':
        this.#failedChecks.set(row.id, (this.#failedChecks.get(row.id) ?? 0) + 1);
        deps.log('info', 'the chat cannot be looked at now', { id: row.id, code: result.error.code });
        transition(deps, row.id, {
          type: 'postponeVerification',
          verifyAt: result.error.until ?? now + this.#retryDelayMs(),
        });
    }
  }

  /** The first unanswered attempt is repeated at once; the file has waited for its look already. */
  #sendAgain(row: UploadRow, now: number): void {
    const { deps } = this.#context;
    transition(deps, row.id, { type: 'notFound' });
    if (row.attempts > MAX_ATTEMPTS) {
      transition(deps, row.id, { type: 'refused', code: row.code ?? 'network.unanswered' });
    } else if (row.attempts > 1) {
      const until = now + backoff(row.attempts - 1, deps.settings.retryBaseMs, deps.random());
      transition(deps, row.id, {
        type: 'put-off',
        code: row.code ?? 'network.unanswered',
        until,
        counts: true,
      });
    }
  }

  /** Scaled with the other waits, so that tests need not wait. */
  #retryDelayMs(): number {
    return Math.min(RETRY_DELAY_MS, this.#context.deps.settings.verifyAfterMs);
  }
}
