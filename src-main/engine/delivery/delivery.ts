import { AppError } from '#domain/errors.ts';
import type { Pause } from '#domain/pause.ts';
import { blockingReason, type Blockers } from '#domain/blockers.ts';
import type { UploadRow } from '../store/uploads/rows.ts';
import type { Timer } from '../ports.ts';
import { currentBlockers, nextUnblockAt } from './blockers/current-blockers.ts';
import { ClockSkewGuard } from './blockers/clock-skew.ts';
import { HoldRegistry } from './blockers/hold-registry.ts';
import { Lanes, type Lane } from './lanes.ts';
import { STORE_RETRY_MS, StoreHealth } from './blockers/store-health.ts';
import { VerificationDelay } from './verify/verification-delay.ts';
import { UploadVerifier } from './verify/upload-verifier.ts';
import type { DeliveryDeps } from './deps.ts';
import { PauseRegistry } from './blockers/pause-registry.ts';
import { Probes } from './blockers/probes.ts';
import type { PortalWaits, OutcomeContext } from './record-outcome.ts';
import { recheckStability } from './recheck-stability.ts';
import { UploadRunner } from './upload-runner.ts';
import { recoverInterrupted } from './recover-interrupted.ts';
import { Scheduler } from './scheduler.ts';
import { pollExternalChanges } from './poll-external-changes.ts';

/**
 * Sends the uploads in the ledger: those of one dialog one after another, several dialogs of a portal at the same time.
 * Its whole state is in the ledger, so the process can be killed at any moment.
 */
export class Delivery {
  readonly #deps: DeliveryDeps;
  readonly #holds: HoldRegistry;
  readonly #pauses: PauseRegistry;
  readonly #storeHealth: StoreHealth;
  readonly #clockSkew: ClockSkewGuard;
  readonly #lanes = new Lanes();
  readonly #portalWaits: PortalWaits = new Map();
  readonly #verificationDelay: VerificationDelay;
  readonly #verifier: UploadVerifier;
  readonly #scheduler: Scheduler;
  readonly #probes: Probes;
  readonly #runner: UploadRunner;
  readonly #abort = new AbortController();
  readonly #running = new Set<Promise<void>>();
  #state: 'new' | 'running' | 'stopping' = 'new';
  #isRecovered = false;
  /** False while the ledger may hold an upload as `sending` that this process does not send. */
  #isAllRecorded = false;
  #wakeAsked = false;
  #timer: Timer | undefined;
  #externalPoll: Timer | undefined;
  #idleChecks: (() => void)[] = [];

  constructor(deps: DeliveryDeps) {
    this.#deps = deps;
    this.#holds = new HoldRegistry(deps.ledger.holds, deps.emit);
    this.#pauses = new PauseRegistry(deps.ledger.pauses, deps.emit);
    this.#storeHealth = new StoreHealth(deps);
    this.#clockSkew = new ClockSkewGuard(deps);
    this.#verificationDelay = new VerificationDelay(deps.clock, deps.settings.verifyAfterMs);
    const context: OutcomeContext = {
      deps,
      holds: this.#holds,
      waits: this.#portalWaits,
      verificationDelay: this.#verificationDelay,
    };
    this.#verifier = new UploadVerifier(context);
    this.#scheduler = new Scheduler(deps, {
      holds: this.#holds,
      lanes: this.#lanes,
      verifier: this.#verifier,
    });
    this.#probes = new Probes(deps, this.#holds);
    this.#runner = new UploadRunner(context, this.#storeHealth, this.#abort.signal);
  }

  /** Recovers what an earlier process left, and begins. */
  start(): void {
    const { ledger, clock } = this.#deps;
    this.#state = 'running';
    this.#holds.reload();
    this.#pauses.reload();
    this.#probes.start();
    this.#addLanes();
    this.#externalPoll = pollExternalChanges(ledger, clock, () => {
      this.#holds.reload();
      this.#pauses.reload();
      this.#addLanes();
      this.wake();
      this.#deps.onExternalChange?.();
    });
    this.wake();
  }

  /** New uploads were queued. */
  added(rows: readonly Lane[]): void {
    for (const row of rows) this.#lanes.add(row);
    this.wake();
  }

  /** Checks soon whether something can be sent. Cheap: many calls become one check. */
  wake(): void {
    if (this.#wakeAsked || this.#state !== 'running') return;
    this.#wakeAsked = true;
    queueMicrotask(() => {
      this.#wakeAsked = false;
      if (this.#state === 'running') this.#pump();
    });
  }

  /** Ends timed waits and probes manual holds now: the network is back, or the user asks. */
  retryNow(): void {
    for (const hold of this.#holds.all) if (hold.until !== undefined) this.#holds.lift(hold);
    this.#portalWaits.clear();
    this.#probes.retryNow();
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

  /** Aborts an upload. One that is on its way completely is verified in the chat instead. */
  cancel(id: number): UploadRow | undefined {
    return this.#runner.cancel(id);
  }

  /** Cancels every upload of a watch that has not begun. Returns how many. @throws AppError `ledger.full` */
  cancelPendingOf(watch: string): number {
    return this.#runner.cancelPendingOf(watch);
  }

  /** Sends nothing new; lets running uploads finish for `graceMs`, then aborts them. */
  async stop(graceMs: number): Promise<void> {
    this.#state = 'stopping';
    this.#timer?.cancel();
    this.#externalPoll?.cancel();
    const timer = this.#deps.clock.setTimer(graceMs, () => this.#abort.abort());
    if (graceMs === 0) this.#abort.abort();
    await Promise.all(this.#running);
    timer.cancel();
    this.#abort.abort();
  }

  /** Resolves when nothing can be sent now, nor within `maxWaitMs`. */
  async whenIdle(maxWaitMs: number): Promise<void> {
    while (!this.isIdle(maxWaitMs)) {
      await new Promise<void>((resolve) => this.#idleChecks.push(resolve));
    }
  }

  /** True when nothing is running and every pending upload waits longer than `maxWaitMs`. */
  isIdle(maxWaitMs: number): boolean {
    if (this.#running.size > 0 || this.#wakeAsked || this.#probes.isBusy) return false;
    const { ledger, clock, portals } = this.#deps;
    const latest = clock.now() + maxWaitMs;
    const blockers = this.blockers();
    return ledger.uploads.pendingGroups().every((group) => {
      const reason = blockingReason(group, blockers);
      const heldUntil = reason === undefined ? 0 : (reason.until ?? Infinity);
      return !portals.has(group.portal) || Math.max(group.dueAt, heldUntil) > latest;
    });
  }

  /** Everything that blocks uploads at this moment. */
  blockers(): Blockers {
    const { ledger, watches, settings, clock } = this.#deps;
    return currentBlockers(
      {
        holds: this.#holds.all,
        pauses: this.#pauses.all,
        uploads: ledger.uploads,
        watches: watches.values(),
        workingHours: settings.workingHours,
      },
      clock.now(),
    );
  }

  /** True while a hold needs the user. */
  get needsUser(): boolean {
    return this.#holds.manual.length > 0;
  }

  #pump(): void {
    try {
      const now = this.#deps.clock.now();
      this.#storeHealth.ensureWritable();
      this.#recover();
      if (this.#clockSkew.adjust()) this.#holds.reload();
      this.#holds.liftExpired(now);
      this.#pauses.liftExpired(now);
      const blockers = this.blockers();
      this.#startDueChecks(now);
      for (const portal of this.#lanes.portals()) {
        this.#scheduler.dispatch(portal, blockers, (lane, row) => {
          this.#work(lane, () => this.#runner.send(row));
        });
      }
      const probeAt = this.#probes.run(this.#abort.signal, () => {
        this.#addLanes();
        this.wake();
      });
      this.#arm(now, [nextUnblockAt(blockers), probeAt, now + this.#verificationDelay.msUntilNext()]);
    } catch (error) {
      this.#storeFailed(AppError.from(error));
    }
    for (const check of this.#idleChecks.splice(0)) check();
  }

  #recover(): void {
    if (this.#isAllRecorded) return;
    if (!this.#isRecovered) {
      this.#clockSkew.start();
      for (const { id } of this.#deps.ledger.uploads.inState('verifying')) this.#verificationDelay.begin(id);
      this.#isRecovered = true;
    }
    recoverInterrupted(this.#deps, this.#verificationDelay, (id) => this.#runner.isUnderWay(id));
    this.#isAllRecorded = true;
  }

  #startDueChecks(now: number): void {
    const { uploads } = this.#deps.ledger;
    for (const row of uploads.dueFor('verifying', now)) {
      if (this.#holds.portalIsHeld(row.portal) || this.#verificationDelay.isTooEarly(row.id)) continue;
      const lane = this.#lanes.idle(row.portal).find((idle) => idle.dialog === row.dialog);
      if (lane !== undefined) this.#work(lane, () => this.#verifier.verify(row, this.#abort.signal));
    }
    for (const row of uploads.dueFor('settling', now)) {
      const lane = this.#lanes.idle(row.portal).find((idle) => idle.dialog === row.dialog);
      if (lane !== undefined) this.#work(lane, () => recheckStability(this.#deps, row));
    }
  }

  #work(lane: Lane, job: () => Promise<void>): void {
    this.#lanes.occupy(lane);
    const end = (failure?: AppError) => {
      this.#lanes.free(lane);
      this.#running.delete(done);
      // After a failure the loop pauses: going on at once would meet the same failure in a tight circle.
      if (failure === undefined) this.wake();
      else this.#storeFailed(failure);
    };
    const failed = (error: unknown) => end(AppError.from(error));
    const done: Promise<void> = job().then(() => end(), failed);
    this.#running.add(done);
  }

  #arm(now: number, moments: readonly (number | undefined)[]): void {
    this.#timer?.cancel();
    const due = this.#deps.ledger.uploads.earliestDue(now);
    const next = Math.min(...[due, ...moments].map((at) => at ?? Infinity));
    if (next === Infinity) return;
    // Timers cannot reach further than 2^31 ms; waking early is harmless.
    const delay = Math.min(Math.max(next - now, 0), 3_600_000);
    this.#timer = this.#deps.clock.setTimer(delay, () => this.wake());
  }

  #addLanes(): void {
    for (const lane of this.#deps.ledger.uploads.lanes()) this.#lanes.add(lane);
  }

  /** The loop pauses until the ledger can be written again. */
  #storeFailed(failure: AppError): void {
    this.#isAllRecorded = false;
    this.#storeHealth.reportFailure(failure);
    this.#timer?.cancel();
    if (this.#state === 'running') this.#timer = this.#deps.clock.setTimer(STORE_RETRY_MS, () => this.wake());
  }
}
