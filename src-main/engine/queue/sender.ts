import { AppError } from '#domain/errors.ts';
import { transaction } from '../ledger/database.ts';
import type { UploadRow } from '../ledger/rows.ts';
import type { Portal } from '../ports.ts';
import { Ahead, type Followers, type Pace, type Turn } from './ahead.ts';
import { attempt, type AttemptResult } from './attempt.ts';
import { LEDGER_AGAIN_MS, type LedgerGate } from './ledger-gate.ts';
import { recordAttempt, transition, type Recorder } from './record.ts';
import { notWaiting, Unrecorded } from './unrecorded.ts';

/** Then the others are asked again whether they have something to do. */
const MOST_IN_A_ROW = 32;

/** Uploads of one dialog that go out one right after another. */
interface InARow {
  readonly ahead: Ahead;
  readonly unrecorded: Unrecorded;
}

/** Sends uploads and records what came of it; each can be broken off. */
export class Sender {
  readonly #recorder: Recorder;
  readonly #gate: LedgerGate;
  readonly #stopping: AbortSignal;
  readonly #underWay = new Map<number, AbortController>();
  /** What is claimed and has not begun, by its id. */
  readonly #claimed = new Map<number, Ahead>();
  /** By the portal's name. */
  readonly #paces = new Map<string, Pace>();

  /** @param stopping breaks everything off */
  constructor(recorder: Recorder, gate: LedgerGate, stopping: AbortSignal) {
    this.#recorder = recorder;
    this.#gate = gate;
    this.#stopping = stopping;
  }

  /**
   * Tries once to send an upload, and then small ones that follow it at once: while the portal works on one, the next are
   * made ready. @throws AppError when we had to stop before it could be recorded
   */
  async send(row: UploadRow, followers: Followers): Promise<void> {
    const { parts } = this.#recorder;
    const portal = parts.portals.get(row.portal);
    if (portal === undefined) return;
    const pace = this.#paces.get(row.portal) ?? { answerMs: Infinity };
    this.#paces.set(row.portal, pace);
    const unrecorded = new Unrecorded(this.#recorder, (record) => this.#surely(record));
    const ahead = new Ahead({
      parts,
      portal,
      followers,
      unrecorded,
      stopping: this.#stopping,
      pace,
      most: MOST_IN_A_ROW - 1,
      onClaimed: (claimed) => {
        for (const { id } of claimed) this.#claimed.set(id, ahead);
      },
    });
    const inARow = { ahead, unrecorded };
    try {
      let turn: Turn | undefined = { row, isClaimed: false };
      while (turn !== undefined) turn = await this.#take(turn, portal, inARow);
    } catch (failure) {
      await this.#end(inARow).catch(() => undefined);
      throw failure;
    }
  }

  /** Breaks an upload off, or takes out one that waits; undefined when that is not possible any more. @throws AppError `ledger.full` */
  cancel(id: number): UploadRow | undefined {
    const { parts } = this.#recorder;
    const underWay = this.#underWay.get(id);
    if (underWay !== undefined) {
      underWay.abort();
      return parts.ledger.uploads.get(id);
    }
    const ahead = this.#claimed.get(id);
    if (ahead?.holds(id) !== true) return transition(parts, id, { type: 'cancel' });
    const { db, uploads } = parts.ledger;
    const row = transaction(db, () => {
      uploads.releaseWithin(id);
      return uploads.applyWithin(id, { type: 'cancel' }, {});
    });
    ahead.drop(id);
    this.#claimed.delete(id);
    if (row !== undefined) parts.emit({ type: 'upload', row });
    return row;
  }

  /** Takes out everything of a watch that has not begun. Answers with how many. @throws AppError `ledger.full` */
  cancelPendingOf(watch: string): number {
    const { uploads } = this.#recorder.parts.ledger;
    const waiting = uploads.waitingOf(watch).map(({ id }) => id);
    const claimed = [...this.#claimed.keys()].filter((id) => uploads.get(id)?.watch === watch);
    return [...waiting, ...claimed].filter((id) => this.cancel(id) !== undefined).length;
  }

  /** Resolves to what goes out next without a pause, if anything does. */
  async #take(turn: Turn, portal: Portal, inARow: InARow): Promise<Turn | undefined> {
    const { parts, holds } = this.#recorder;
    const { ahead, unrecorded } = inARow;
    const { id } = turn.row;
    const cancel = new AbortController();
    this.#underWay.set(id, cancel);
    this.#claimed.delete(id);
    const signal = AbortSignal.any([this.#stopping, cancel.signal]);
    const followsOthers = unrecorded.rows.length > 0;
    // What was claimed early begins now: what the portal's limits are is learnt from that.
    let row = turn.isClaimed ? { ...turn.row, startedAt: parts.clock.now() } : turn.row;
    const steps = {
      claim: (baseline: number) => {
        unrecorded.claim([row], baseline, ([claimed]) => {
          row = claimed ?? row;
        });
        if (row === turn.row) throw notWaiting();
      },
      onHandedOver: () => ahead.prepare(row),
    };
    try {
      const result = await attempt(parts, portal, turn, steps, signal);
      ahead.answered();
      if (result.type === 'posted' && !signal.aborted && !holds.portalIsHeld(row.portal)) {
        unrecorded.add(row, result.receipt);
        const next = await ahead.next(result.receipt.sha256);
        if (next === undefined) await this.#end(inARow);
        return next;
      }
      const isOurs = await this.#endBefore(inARow, row, result, signal.aborted, followsOthers);
      if (isOurs) await this.#record(row, result, signal.aborted);
      if (cancel.signal.aborted) await this.#surely(() => void transition(parts, id, { type: 'cancel' }));
      return undefined;
    } finally {
      this.#underWay.delete(id);
    }
  }

  /** Records what was posted, and puts back in line what was claimed in vain. @throws AppError when we have to stop before */
  async #end({ ahead, unrecorded }: InARow): Promise<void> {
    const claimed = ahead.end();
    // Until it is on disk they can be taken out; one that was is passed over.
    await unrecorded.release(claimed);
    for (const { id } of claimed) {
      ahead.drop(id);
      this.#claimed.delete(id);
    }
  }

  /**
   * Ends what is in a row with an upload that was not posted. False where nothing is left to be recorded of this one: it
   * could not be claimed on a full disk, and is asked for again. @throws AppError as `#end`, once this one is recorded
   */
  async #endBefore(
    inARow: InARow,
    row: UploadRow,
    result: AttemptResult,
    stopping: boolean,
    followsOthers: boolean,
  ): Promise<boolean> {
    try {
      await this.#end(inARow);
    } catch (failure) {
      await this.#record(row, result, stopping);
      throw failure;
    }
    const { uploads } = this.#recorder.parts.ledger;
    const isFull = result.type === 'failed' && result.error.code === 'ledger.full';
    return !followsOthers || !isFull || uploads.get(row.id)?.state === 'sending';
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
