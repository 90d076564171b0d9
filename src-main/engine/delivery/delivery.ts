import { AppError } from '#domain/errors.ts';
import type { Pause } from '#domain/pause.ts';
import { reasonToWait, type Standstill } from '#domain/blockers.ts';
import type { UploadRow } from '../ledger/rows.ts';
import type { Timer } from '../ports.ts';
import { nextEnd } from './blockers/current-blockers.ts';
import { ClockJumps } from './blockers/clock-skew.ts';
import { HoldBoard } from './blockers/hold-registry.ts';
import { Lanes, type Lane } from './lanes.ts';
import { LEDGER_AGAIN_MS, LedgerGate } from './blockers/store-health.ts';
import { LookTimes } from './verify/verification-delay.ts';
import { Looks } from './verify/upload-verifier.ts';
import type { DeliveryParts } from './deps.ts';
import { PauseBoard } from './blockers/pause-registry.ts';
import { Probes } from './blockers/probes.ts';
import type { PortalWaits, Recorder } from './record-outcome.ts';
import { resettle } from './recheck-stability.ts';
import { Sender } from './upload-runner.ts';
import { takeUp } from './recover-interrupted.ts';
import { Turns } from './scheduler.ts';
import { watchForOthers } from './poll-external-changes.ts';

/**
 * Sends what the ledger holds: the uploads of one dialog one after another, several dialogs of a portal at the
 * same time. Everything it knows about uploads is in the ledger; it can be killed at any moment.
 */
export class Delivery {
  readonly #parts: DeliveryParts;
  readonly #holds: HoldBoard;
  readonly #pauses: PauseBoard;
  readonly #gate: LedgerGate;
  readonly #jumps: ClockJumps;
  readonly #lanes = new Lanes();
  readonly #waits: PortalWaits = new Map();
  readonly #lookTimes: LookTimes;
  readonly #looks: Looks;
  readonly #turns: Turns;
  readonly #probes: Probes;
  readonly #sender: Sender;
  readonly #abort = new AbortController();
  readonly #running = new Set<Promise<void>>();
  #state: 'new' | 'running' | 'stopping' = 'new';
  #hasBegun = false;
  /** False while an upload may be `sending` in the ledger that nobody sends. */
  #isAllRecorded = false;
  #wakeAsked = false;
  #timer: Timer | undefined;
  #others: Timer | undefined;
  #onQuiet: (() => void)[] = [];

  constructor(parts: DeliveryParts) {
    this.#parts = parts;
    this.#holds = new HoldBoard(parts.ledger.holds, parts.emit);
    this.#pauses = new PauseBoard(parts.ledger.pauses, parts.emit);
    this.#gate = new LedgerGate(parts);
    this.#jumps = new ClockJumps(parts);
    this.#lookTimes = new LookTimes(parts.clock, parts.settings.verifyAfterMs);
    const recorder: Recorder = { parts, holds: this.#holds, waits: this.#waits, lookTimes: this.#lookTimes };
    this.#looks = new Looks(recorder);
    const boards = { holds: this.#holds, pauses: this.#pauses, lanes: this.#lanes, looks: this.#looks };
    this.#turns = new Turns({ parts, ...boards });
    this.#probes = new Probes(parts, this.#holds);
    this.#sender = new Sender(recorder, this.#gate, this.#abort.signal);
  }

  /** Takes up what an earlier run left, and begins. */
  start(): void {
    const { ledger, clock } = this.#parts;
    this.#state = 'running';
    this.#holds.reload();
    this.#pauses.reload();
    this.#probes.begin();
    this.#addLanes();
    this.#others = watchForOthers(ledger, clock, () => {
      this.#holds.reload();
      this.#pauses.reload();
      this.#addLanes();
      this.wake();
      this.#parts.onOthersWrote?.();
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
    this.#waits.clear();
    this.#probes.hurry();
    this.wake();
  }

  /** Sends nothing new, of one watch or at all, until the pause ends. @throws AppError `ledger.full` */
  pause(pause: Pause): void {
    this.#pauses.put(pause);
    this.wake();
  }

  /** Ends the pause of one watch, or that of everything. @throws AppError `ledger.full` */
  resume(watch: string | undefined): void {
    this.#pauses.lift(watch);
    this.wake();
  }

  /** Breaks an upload off; one that is complete already goes on to its look into the chat. */
  cancel(id: number): UploadRow | undefined {
    return this.#sender.cancel(id);
  }

  /** Takes out everything of a watch that has not begun. Answers with how many. @throws AppError `ledger.full` */
  cancelPendingOf(watch: string): number {
    return this.#sender.cancelPendingOf(watch);
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
    if (this.#running.size > 0 || this.#wakeAsked || this.#probes.isBusy) return false;
    const { ledger, clock, portals } = this.#parts;
    const latest = clock.now() + waitAtMostMs;
    const standstill = this.standstill();
    return ledger.uploads.pendingGroups().every((group) => {
      const reason = reasonToWait(group, standstill);
      const heldUntil = reason === undefined ? 0 : (reason.until ?? Infinity);
      return !portals.has(group.portal) || Math.max(group.dueAt, heldUntil) > latest;
    });
  }

  /** What stands still at this moment. */
  standstill(): Standstill {
    return this.#turns.standstill();
  }

  /** True while something waits that only the user can mend. */
  get needsUser(): boolean {
    return this.#holds.needingUser.length > 0;
  }

  #pump(): void {
    try {
      const now = this.#parts.clock.now();
      this.#gate.demand();
      this.#takeUp();
      if (this.#jumps.follow()) this.#holds.reload();
      this.#holds.liftExpired(now);
      this.#pauses.liftExpired(now);
      const standstill = this.standstill();
      this.#startDueChecks(now);
      for (const portal of this.#lanes.portals()) {
        this.#turns.serve(portal, standstill, (lane, row) => {
          this.#work(lane, () => this.#sender.send(row));
        });
      }
      const probeAt = this.#probes.run(this.#abort.signal, () => {
        this.#addLanes();
        this.wake();
      });
      this.#arm(now, [nextEnd(standstill), probeAt, now + this.#lookTimes.soonestMs()]);
    } catch (error) {
      this.#ledgerFails(AppError.from(error));
    }
    for (const check of this.#onQuiet.splice(0)) check();
  }

  #takeUp(): void {
    if (this.#isAllRecorded) return;
    if (!this.#hasBegun) {
      this.#jumps.start();
      for (const { id } of this.#parts.ledger.uploads.inState('verifying')) this.#lookTimes.begin(id);
      this.#hasBegun = true;
    }
    takeUp(this.#parts, this.#lookTimes, (id) => this.#sender.isUnderWay(id));
    this.#isAllRecorded = true;
  }

  #startDueChecks(now: number): void {
    const { uploads } = this.#parts.ledger;
    for (const row of uploads.dueFor('verifying', now)) {
      if (this.#holds.portalIsHeld(row.portal) || this.#lookTimes.isTooEarly(row.id)) continue;
      const lane = this.#lanes.idle(row.portal).find((idle) => idle.dialog === row.dialog);
      if (lane !== undefined) this.#work(lane, () => this.#looks.look(row, this.#abort.signal));
    }
    for (const row of uploads.dueFor('settling', now)) {
      const lane = this.#lanes.idle(row.portal).find((idle) => idle.dialog === row.dialog);
      if (lane !== undefined) this.#work(lane, () => resettle(this.#parts, row));
    }
  }

  #work(lane: Lane, job: () => Promise<void>): void {
    this.#lanes.occupy(lane);
    const end = (failure?: AppError) => {
      this.#lanes.free(lane);
      this.#running.delete(done);
      // After a failure the loop rests: going on at once would meet the same failure as fast as it can.
      if (failure === undefined) this.wake();
      else this.#ledgerFails(failure);
    };
    const failed = (error: unknown) => end(AppError.from(error));
    const done: Promise<void> = job().then(() => end(), failed);
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

  /** The loop rests until the ledger can be written again. */
  #ledgerFails(failure: AppError): void {
    this.#isAllRecorded = false;
    this.#gate.fails(failure);
    this.#timer?.cancel();
    if (this.#state === 'running')
      this.#timer = this.#parts.clock.setTimer(LEDGER_AGAIN_MS, () => this.wake());
  }
}
