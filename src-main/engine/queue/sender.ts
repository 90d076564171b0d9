import { AppError } from '#domain/errors.ts';
import type { UploadRow } from '../ledger/rows.ts';
import { attempt, type AttemptResult } from './attempt.ts';
import { LEDGER_AGAIN_MS, type LedgerGate } from './ledger-gate.ts';
import { recordAttempt, transition, type Recorder } from './record.ts';

/** Sends uploads and records what came of it; each can be broken off. */
export class Sender {
  readonly #recorder: Recorder;
  readonly #gate: LedgerGate;
  readonly #stopping: AbortSignal;
  readonly #underWay = new Map<number, AbortController>();

  /** @param stopping breaks everything off */
  constructor(recorder: Recorder, gate: LedgerGate, stopping: AbortSignal) {
    this.#recorder = recorder;
    this.#gate = gate;
    this.#stopping = stopping;
  }

  /** Tries once to send an upload. @throws AppError when we had to stop before it could be recorded */
  async send(row: UploadRow): Promise<void> {
    const { parts } = this.#recorder;
    const portal = parts.portals.get(row.portal);
    if (portal === undefined) return;
    const cancel = new AbortController();
    this.#underWay.set(row.id, cancel);
    const claim = (baseline: number) => {
      const startedAt = parts.clock.now();
      const claimed = transition(parts, row.id, { type: 'claim' }, { startedAt, baseline });
      // Ended meanwhile by another process; nothing has left yet.
      if (claimed === undefined) throw new AppError('internal', 'the upload is not waiting to be sent');
    };
    const signal = AbortSignal.any([this.#stopping, cancel.signal]);
    const result = await attempt(parts, portal, row, claim, signal);
    this.#underWay.delete(row.id);
    await this.#recordSurely(row, result, signal.aborted);
    if (cancel.signal.aborted) transition(parts, row.id, { type: 'cancel' });
  }

  /** Breaks an upload off, or takes out one that waits; undefined when that is not possible any more. */
  cancel(id: number): UploadRow | undefined {
    const { parts } = this.#recorder;
    const underWay = this.#underWay.get(id);
    if (underWay === undefined) return transition(parts, id, { type: 'cancel' });
    underWay.abort();
    return parts.ledger.uploads.get(id);
  }

  /** What happened outside must be written down, however long the disk stays full; the dialog waits for it. */
  async #recordSurely(row: UploadRow, result: AttemptResult, stopping: boolean): Promise<void> {
    for (;;) {
      try {
        recordAttempt(this.#recorder, row, result, stopping);
        return;
      } catch (error) {
        const failure = AppError.from(error);
        // When we have to stop without having recorded it, the next start finds `sending` and looks.
        if (failure.code !== 'ledger.full' || this.#stopping.aborted) throw failure;
        this.#gate.fails(failure);
        await new Promise<void>((resolve) => this.#recorder.parts.clock.setTimer(LEDGER_AGAIN_MS, resolve));
      }
    }
  }
}
