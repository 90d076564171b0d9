import { AppError } from '#domain/errors.ts';
import type { UploadRow } from '../ledger/rows.ts';
import type { ReadyFile } from '../ports.ts';
import { Ahead, type Following } from './ahead.ts';
import { attempt, type AttemptResult } from './attempt.ts';
import { LEDGER_AGAIN_MS, type LedgerGate } from './ledger-gate.ts';
import { recordAttempt, transition, type Recorder } from './record.ts';
import { notWaiting, Unrecorded } from './unrecorded.ts';

/** Then the others are asked again whether they have something to do. */
const MOST_IN_A_ROW = 32;

interface Turn {
  readonly row: UploadRow;
  readonly ready?: ReadyFile;
  /** The one before, whose delivery is recorded with the claim of this one. */
  readonly before?: Unrecorded;
}

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

  /**
   * Tries once to send an upload, and then small ones that follow it at once: while the portal works on one, the next is
   * read. @throws AppError when we had to stop before it could be recorded
   */
  async send(row: UploadRow, following: Following): Promise<void> {
    let turn: Turn | undefined = { row };
    for (let left = MOST_IN_A_ROW; turn !== undefined; left--) {
      turn = await this.#take(turn, left > 1 ? following : none);
    }
  }

  /** Breaks an upload off, or takes out one that waits; undefined when that is not possible any more. */
  cancel(id: number): UploadRow | undefined {
    const { parts } = this.#recorder;
    const underWay = this.#underWay.get(id);
    if (underWay === undefined) return transition(parts, id, { type: 'cancel' });
    underWay.abort();
    return parts.ledger.uploads.get(id);
  }

  /** Resolves to what goes out next without a pause, if anything does. */
  async #take({ row, ready, before }: Turn, following: Following): Promise<Turn | undefined> {
    const { parts } = this.#recorder;
    const portal = parts.portals.get(row.portal);
    if (portal === undefined) {
      await before?.settle();
      return undefined;
    }
    const cancel = new AbortController();
    this.#underWay.set(row.id, cancel);
    const signal = AbortSignal.any([this.#stopping, cancel.signal]);
    const ahead = new Ahead(portal, following);
    try {
      const steps = {
        claim: (baseline: number) => {
          if (before === undefined) this.#claim(row, baseline);
          else before.claim(row, baseline);
        },
        onHandedOver: () => ahead.read(),
      };
      const result = await attempt(parts, portal, row, steps, signal, ready);
      const isOurs = before === undefined || (await this.#isSettled(before, row, result, signal.aborted));
      const next =
        result.type === 'posted' && !signal.aborted ? ahead.next(result.receipt.sha256) : undefined;
      if (next !== undefined && result.type === 'posted') {
        const surely = (record: () => void) => this.#surely(record);
        return { ...next, before: new Unrecorded(this.#recorder, row, result.receipt, surely) };
      }
      if (isOurs) await this.#record(row, result, signal.aborted);
      if (cancel.signal.aborted) transition(parts, row.id, { type: 'cancel' });
      return undefined;
    } finally {
      this.#underWay.delete(row.id);
    }
  }

  /**
   * Waits until the one before is recorded. False where nothing is left to be recorded of this one: it could not be
   * claimed on a full disk, and is asked for again. @throws AppError as the one before, once this one is recorded
   */
  async #isSettled(
    before: Unrecorded,
    row: UploadRow,
    result: AttemptResult,
    stopping: boolean,
  ): Promise<boolean> {
    try {
      await before.settle();
    } catch (failure) {
      await this.#record(row, result, stopping);
      throw failure;
    }
    const { uploads } = this.#recorder.parts.ledger;
    const isFull = result.type === 'failed' && result.error.code === 'ledger.full';
    return !isFull || uploads.get(row.id)?.state === 'sending';
  }

  #claim(row: UploadRow, baseline: number): void {
    const { parts } = this.#recorder;
    const startedAt = parts.clock.now();
    if (transition(parts, row.id, { type: 'claim' }, { startedAt, baseline }) === undefined)
      throw notWaiting();
  }

  #record(row: UploadRow, result: AttemptResult, stopping: boolean): Promise<void> {
    return this.#surely(() => recordAttempt(this.#recorder, row, result, stopping));
  }

  /** What happened outside must be written down, however long the disk stays full; the dialog waits for it. */
  async #surely(record: () => void): Promise<void> {
    for (;;) {
      try {
        record();
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

const none: Following = () => undefined;
