import { AppError } from '#domain/errors.ts';
import type { UploadRow } from '../store/uploads/rows.ts';
import { attempt } from './attempt.ts';
import { STORE_RETRY_MS, type StoreHealth } from './blockers/store-health.ts';
import { recordOutcome, transition, type OutcomeContext } from './record-outcome.ts';

/** Sends uploads and records the outcome; each can be cancelled. */
export class UploadRunner {
  readonly #context: OutcomeContext;
  readonly #storeHealth: StoreHealth;
  readonly #stopping: AbortSignal;
  readonly #underWay = new Map<number, AbortController>();

  /** @param stopping aborts every attempt */
  constructor(context: OutcomeContext, storeHealth: StoreHealth, stopping: AbortSignal) {
    this.#context = context;
    this.#storeHealth = storeHealth;
    this.#stopping = stopping;
  }

  /** Tries once to send an upload. @throws AppError when the outcome could not be recorded */
  async send(row: UploadRow): Promise<void> {
    const { deps } = this.#context;
    const portal = deps.portals.get(row.portal);
    if (portal === undefined) return;
    const cancel = new AbortController();
    this.#underWay.set(row.id, cancel);
    const claim = (afterMessageId: number) => {
      const startedAt = deps.clock.now();
      const claimed = transition(deps, row.id, { type: 'claim' }, { startedAt, afterMessageId });
      // Another process has ended it meanwhile; nothing has left yet.
      if (claimed === undefined) throw new AppError('internal', 'the upload is not waiting to be sent');
    };
    const signal = AbortSignal.any([this.#stopping, cancel.signal]);
    try {
      const result = await attempt(deps, portal, row, claim, signal);
      await this.#retryUntilStored(() => recordOutcome(this.#context, row, result, signal.aborted));
      if (cancel.signal.aborted)
        await this.#retryUntilStored(() => void transition(deps, row.id, { type: 'cancel' }));
    } finally {
      this.#underWay.delete(row.id);
    }
  }

  isUnderWay(id: number): boolean {
    return this.#underWay.has(id);
  }

  /** Aborts an upload, or takes out one that waits; undefined when it has ended. @throws AppError `ledger.full` */
  cancel(id: number): UploadRow | undefined {
    const { deps } = this.#context;
    const underWay = this.#underWay.get(id);
    if (underWay === undefined) return transition(deps, id, { type: 'cancel' });
    underWay.abort();
    return deps.ledger.uploads.get(id);
  }

  /** Takes out every upload of a watch that has not begun. Returns how many. @throws AppError `ledger.full` */
  cancelPendingOf(watch: string): number {
    const waiting = this.#context.deps.ledger.uploads.waitingOf(watch);
    return waiting.filter(({ id }) => this.cancel(id) !== undefined).length;
  }

  /** Retries until it is recorded, however long the disk stays full; the dialog waits for it. */
  async #retryUntilStored(record: () => void): Promise<void> {
    for (;;) {
      try {
        record();
        return;
      } catch (error) {
        const failure = AppError.from(error);
        // If the program has to stop first, the next start finds `sending` and verifies it.
        if (failure.code !== 'ledger.full' || this.#stopping.aborted) throw failure;
        this.#storeHealth.reportFailure(failure);
        await new Promise<void>((resolve) => this.#context.deps.clock.setTimer(STORE_RETRY_MS, resolve));
      }
    }
  }
}
