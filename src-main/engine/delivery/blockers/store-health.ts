import type { AppError } from '#domain/errors.ts';
import type { DeliveryDeps } from '../deps.ts';

/** How often a ledger that cannot be written is tried again. */
export const STORE_RETRY_MS = 1_000;

/** Knows whether the ledger can be written: what cannot be recorded is not sent. */
export class StoreHealth {
  readonly #deps: DeliveryDeps;
  #isDown = false;

  constructor(deps: DeliveryDeps) {
    this.#deps = deps;
  }

  /** Something could not be recorded. */
  reportFailure(failure: AppError): void {
    this.#deps.log('error', 'the delivery cannot go on', { code: failure.code, cause: failure.cause });
    if (!failure.code.startsWith('ledger.') || this.#isDown) return;
    this.#isDown = true;
    this.#deps.emit({ type: 'ledger', code: failure.code });
  }

  /** Goes on where the ledger can be written. @throws AppError `ledger.full` while it cannot */
  ensureWritable(): void {
    if (!this.#isDown) return;
    this.#deps.ledger.tryWriting();
    this.#isDown = false;
    this.#deps.emit({ type: 'ledger', code: undefined });
  }
}
