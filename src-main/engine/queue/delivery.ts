import { AppError } from '#domain/errors.ts';
import type { UploadRow } from '../ledger/rows.ts';
import type { Timer } from '../ports.ts';
import { attempt, type AttemptResult } from './attempt.ts';
import { capState, type CapState } from './caps.ts';
import { concerns, HoldBoard } from './hold-board.ts';
import { Lanes, type Lane } from './lanes.ts';
import { Looks } from './looks.ts';
import type { DeliveryParts } from './parts.ts';
import { Probes } from './probes.ts';
import { recordAttempt, transition, type Recorder } from './record.ts';
import { resettle } from './resettle.ts';
import { watchForOthers } from './watch-for-others.ts';

/** How often a ledger that cannot be written is tried again. */
const LEDGER_AGAIN_MS = 1_000;

/**
 * Sends what the ledger holds: the uploads of one dialog one after another, several dialogs of a portal at the
 * same time. Everything it knows about uploads is in the ledger; it can be killed at any moment.
 */
export class Delivery {
  readonly #parts: DeliveryParts;
  readonly #holds: HoldBoard;
  readonly #lanes = new Lanes();
  readonly #looks: Looks;
  readonly #probes: Probes;
  readonly #recorder: Recorder;
  readonly #abort = new AbortController();
  readonly #running = new Set<Promise<void>>();
  readonly #cancelled = new Map<number, AbortController>();
  #state: 'new' | 'running' | 'stopping' = 'new';
  #wakeAsked = false;
  #timer: Timer | undefined;
  #others: Timer | undefined;
  #ledgerFull = false;
  #onQuiet: (() => void)[] = [];

  constructor(parts: DeliveryParts) {
    this.#parts = parts;
    this.#holds = new HoldBoard(parts.ledger.holds, parts.emit);
    this.#recorder = { parts, holds: this.#holds, waits: new Map() };
    this.#looks = new Looks(this.#recorder);
    this.#probes = new Probes(parts, this.#holds);
  }

  /** Takes up what an earlier run left, and begins. */
  start(): void {
    const { ledger, clock, settings } = this.#parts;
    this.#state = 'running';
    this.#holds.reload();
    this.#probes.hurry();
    // Cut off while sending: the portal may still be working on it, so the chat is looked at first.
    for (const row of ledger.uploads.inState('sending')) {
      const lookAt = clock.now() + settings.verifyAfterMs;
      transition(this.#parts, row.id, { type: 'unanswered', code: 'network.unanswered', lookAt });
    }
    this.#addLanes();
    this.#others = watchForOthers(ledger, clock, () => {
      this.#holds.reload();
      this.#addLanes();
      this.wake();
    });
    this.wake();
  }

  /** New uploads were queued. */
  added(rows: readonly Lane[]): void {
    for (const row of rows) this.#lanes.add(row);
    this.wake();
  }

  /** Looks soon whether something can be sent. Cheap; many calls become one look. */
  wake(): void {
    if (this.#wakeAsked || this.#state !== 'running') return;
    this.#wakeAsked = true;
    queueMicrotask(() => {
      this.#wakeAsked = false;
      if (this.#state === 'running') this.#pump();
    });
  }

  /** Lifts waits that may be over and probes what needs the user: the network is back, or the user asks. */
  hurry(): void {
    for (const hold of this.#holds.all) if (hold.until !== undefined) this.#holds.lift(hold);
    this.#recorder.waits.clear();
    this.#probes.hurry();
    this.wake();
  }

  /** Breaks an upload off; one that is complete already goes on to its look into the chat. */
  cancel(id: number): UploadRow | undefined {
    const running = this.#cancelled.get(id);
    if (running !== undefined) {
      running.abort();
      return this.#parts.ledger.uploads.get(id);
    }
    return transition(this.#parts, id, { type: 'cancel' });
  }

  /** Sends nothing new; lets what is under way finish for `graceMs`, then breaks it off. */
  async stop(graceMs: number): Promise<void> {
    this.#state = 'stopping';
    this.#timer?.cancel();
    this.#others?.cancel();
    const timer = this.#parts.clock.setTimer(graceMs, () => this.#abort.abort());
    if (graceMs === 0) this.#abort.abort();
    await Promise.all(this.#running);
    timer.cancel();
    this.#abort.abort();
  }

  /** Resolves when nothing can be sent now, nor within `waitAtMostMs`. */
  async untilQuiet(waitAtMostMs: number): Promise<void> {
    while (!this.isQuiet(waitAtMostMs)) {
      await new Promise<void>((resolve) => this.#onQuiet.push(resolve));
    }
  }

  /** True when nothing is under way and all that is left waits longer than `waitAtMostMs`. */
  isQuiet(waitAtMostMs: number): boolean {
    if (this.#running.size > 0 || this.#wakeAsked) return false;
    const { ledger, clock, watches } = this.#parts;
    const now = clock.now();
    const caps = capState(watches.values(), ledger.uploads, now);
    return ledger.uploads.pendingGroups().every((group) => {
      const held = this.#holds.all
        .filter((hold) => concerns(hold, group))
        .map((hold) => hold.until ?? Infinity);
      const capped = group.watch !== undefined && caps.full.includes(group.watch) ? (caps.freeAt ?? 0) : 0;
      const known = this.#parts.portals.has(group.portal);
      return !known || Math.max(group.dueAt, capped, ...held) > now + waitAtMostMs;
    });
  }

  /** True while something waits that only the user can mend. */
  get needsUser(): boolean {
    return this.#holds.needingUser.length > 0;
  }

  #pump(): void {
    try {
      const now = this.#parts.clock.now();
      this.#ledgerWorks();
      this.#holds.liftExpired(now);
      const caps = capState(this.#parts.watches.values(), this.#parts.ledger.uploads, now);
      this.#startDueChecks(now);
      for (const portal of this.#lanes.portals()) this.#servePortal(portal, now, caps);
      const probeAt = this.#probes.run(this.#abort.signal, () => this.wake());
      this.#arm(now, [caps.freeAt, probeAt, this.#holds.earliestEnd()]);
    } catch (error) {
      this.#ledgerFails(AppError.from(error));
    }
    for (const check of this.#onQuiet.splice(0)) check();
  }

  #servePortal(portal: string, now: number, caps: CapState): void {
    if (this.#holds.portalIsHeld(portal) || !this.#parts.portals.has(portal)) return;
    const { uploads } = this.#parts.ledger;
    const blocked = { watches: caps.full, bots: this.#holds.heldBots(portal) };
    for (const lane of this.#lanes.idle(portal)) {
      if (this.#lanes.busyCount(portal) >= this.#parts.settings.perPortal) return;
      if (this.#holds.dialogIsHeld(portal, lane.dialog)) continue;
      const row = uploads.nextDue(lane, now, blocked);
      if (row === undefined) continue;
      if (uploads.inLane(portal, lane.dialog, 'unknown').some((other) => this.#looks.blocks(other))) continue;
      this.#work(lane, () => this.#send(row));
    }
  }

  #startDueChecks(now: number): void {
    const { uploads } = this.#parts.ledger;
    for (const row of uploads.dueFor('unknown', now)) {
      if (this.#holds.portalIsHeld(row.portal)) continue;
      const lane = this.#lanes.idle(row.portal).find((idle) => idle.dialog === row.dialog);
      if (lane !== undefined) this.#work(lane, () => this.#looks.look(row, this.#abort.signal));
    }
    for (const row of uploads.dueFor('settling', now)) {
      const lane = this.#lanes.idle(row.portal).find((idle) => idle.dialog === row.dialog);
      if (lane !== undefined) this.#work(lane, () => resettle(this.#parts, row));
    }
  }

  async #send(row: UploadRow): Promise<void> {
    const portal = this.#parts.portals.get(row.portal);
    if (portal === undefined) return;
    const cancel = new AbortController();
    this.#cancelled.set(row.id, cancel);
    const claim = (baseline: number) => {
      const startedAt = this.#parts.clock.now();
      transition(this.#parts, row.id, { type: 'claim' }, { startedAt, baseline });
    };
    const signal = AbortSignal.any([this.#abort.signal, cancel.signal]);
    const result = await attempt(this.#parts, portal, row, claim, signal);
    this.#cancelled.delete(row.id);
    await this.#recordSurely(row, result, signal.aborted);
    if (cancel.signal.aborted) transition(this.#parts, row.id, { type: 'cancel' });
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
        if (failure.code !== 'ledger.full' || this.#abort.signal.aborted) throw failure;
        this.#ledgerFails(failure);
        await new Promise<void>((resolve) => this.#parts.clock.setTimer(LEDGER_AGAIN_MS, resolve));
      }
    }
  }

  #work(lane: Lane, job: () => Promise<void>): void {
    this.#lanes.occupy(lane);
    const done: Promise<void> = job()
      .catch((error: unknown) => this.#ledgerFails(AppError.from(error)))
      .finally(() => {
        this.#lanes.free(lane);
        this.#running.delete(done);
        this.wake();
      });
    this.#running.add(done);
  }

  #arm(now: number, moments: readonly (number | undefined)[]): void {
    this.#timer?.cancel();
    const due = this.#parts.ledger.uploads.earliestDue(now);
    const next = Math.min(...[due, ...moments].map((at) => at ?? Infinity));
    if (next === Infinity) return;
    // Timers cannot reach further than 2^31 ms; waking early is harmless.
    const delay = Math.min(Math.max(next - now, 0), 3_600_000);
    this.#timer = this.#parts.clock.setTimer(delay, () => this.wake());
  }

  #addLanes(): void {
    for (const lane of this.#parts.ledger.uploads.lanes()) this.#lanes.add(lane);
  }

  /** What cannot be recorded is not sent: the loop rests until the ledger can be written again. */
  #ledgerFails(failure: AppError): void {
    this.#parts.log('error', 'the delivery cannot go on', { code: failure.code, cause: failure.cause });
    if (failure.code.startsWith('ledger.') && !this.#ledgerFull) {
      this.#ledgerFull = true;
      this.#parts.emit({ type: 'ledger', code: failure.code });
    }
    this.#timer?.cancel();
    if (this.#state === 'running')
      this.#timer = this.#parts.clock.setTimer(LEDGER_AGAIN_MS, () => this.wake());
  }

  #ledgerWorks(): void {
    if (!this.#ledgerFull) return;
    this.#parts.ledger.tryWriting();
    this.#ledgerFull = false;
    this.#parts.emit({ type: 'ledger', code: undefined });
  }
}
