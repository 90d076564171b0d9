import { AppError } from '#domain/errors.ts';
import type { UploadRow } from '../ledger/rows.ts';
import { attempt } from './attempt.ts';
import { LEDGER_AGAIN_MS, type LedgerGate } from './blockers/store-health.ts';
import { recordAttempt, transition, type Recorder } from './record-outcome.ts';

/** Sends uploads and records the outcome; each can be cancelled. */
export class Sender {
  readonly #recorder: Recorder;
  readonly #gate: LedgerGate;
  readonly #stopping: AbortSignal;
  readonly #underWay = new Map<number, AbortController>();

  /** @param stopping aborts every attempt */
  constructor(recorder: Recorder, gate: LedgerGate, stopping: AbortSignal) {
    this.#recorder = recorder;
    this.#gate = gate;
    this.#stopping = stopping;
  }

  /** Tries once to send an upload. @throws AppError when the outcome could not be recorded */
  async send(row: UploadRow): Promise<void> {
    const { parts } = this.#recorder;
    const portal = parts.portals.get(row.portal);
    if (portal === undefined) return;
    const cancel = new AbortController();
    this.#underWay.set(row.id, cancel);
    const claim = (baseline: number) => {
      const startedAt = parts.clock.now();
      const claimed = transition(parts, row.id, { type: 'claim' }, { startedAt, baseline });
      // Another process has ended it meanwhile; nothing has left yet.
      if (claimed === undefined) throw new AppError('internal', 'the upload is not waiting to be sent');
    };
    const signal = AbortSignal.any([this.#stopping, cancel.signal]);
    try {
      const result = await attempt(parts, portal, row, claim, signal);
      await this.#surely(() => recordAttempt(this.#recorder, row, result, signal.aborted));
      if (cancel.signal.aborted) await this.#surely(() => void transition(parts, row.id, { type: 'cancel' }));
    } finally {
      this.#underWay.delete(row.id);
    }
  }

  isUnderWay(id: number): boolean {
    return this.#underWay.has(id);
  }

  /** Aborts an upload, or takes out one that waits; undefined when it has ended. @throws AppError `ledger.full` */
  cancel(id: number): UploadRow | undefined {
    const { parts } = this.#recorder;
    const underWay = this.#underWay.get(id);
    if (underWay === undefined) return transition(parts, id, { type: 'cancel' });
    underWay.abort();
    return parts.ledger.uploads.get(id);
  }

  /** Takes out every upload of a watch that has not begun. Returns how many. @throws AppError `ledger.full` */
  cancelPendingOf(watch: string): number {
    const waiting = this.#recorder.parts.ledger.uploads.waitingOf(watch);
    return waiting.filter(({ id }) => this.cancel(id) !== undefined).length;
  }

  /** Retries until it is recorded, however long the disk stays full; the dialog waits for it. */
  async #surely(record: () => void): Promise<void> {
    for (;;) {
      try {
        record();
        return;
      } catch (error) {
        const failure = AppError.from(error);
        // If the program has to stop first, the next start finds `sending` and verifies it.
        if (failure.code !== 'ledger.full' || this.#stopping.aborted) throw failure;
        this.#gate.fails(failure);
        await new Promise<void>((resolve) => this.#recorder.parts.clock.setTimer(LEDGER_AGAIN_MS, resolve));
      }
    }
  }
}
