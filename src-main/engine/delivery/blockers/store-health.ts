import type { AppError } from '#domain/errors.ts';
import type { DeliveryParts } from '../deps.ts';

/** How often a ledger that cannot be written is tried again. */
export const LEDGER_AGAIN_MS = 1_000;

/** Knows whether the ledger can be written: what cannot be recorded is not sent. */
export class LedgerGate {
  readonly #parts: DeliveryParts;
  #isFull = false;

  constructor(parts: DeliveryParts) {
    this.#parts = parts;
  }

  /** Something could not be recorded. */
  fails(failure: AppError): void {
    this.#parts.log('error', 'the delivery cannot go on', { code: failure.code, cause: failure.cause });
    if (!failure.code.startsWith('ledger.') || this.#isFull) return;
    this.#isFull = true;
    this.#parts.emit({ type: 'ledger', code: failure.code });
  }

  /** Goes on where the ledger can be written. @throws AppError `ledger.full` while it cannot */
  demand(): void {
    if (!this.#isFull) return;
    this.#parts.ledger.tryWriting();
    this.#isFull = false;
    this.#parts.emit({ type: 'ledger', code: undefined });
  }
}
