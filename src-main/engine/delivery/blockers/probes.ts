import { AppError } from '#domain/errors.ts';
import { concerns, type Hold } from '#domain/hold.ts';
import type { UploadRow } from '../../store/uploads/rows.ts';
import type { HoldRegistry } from './hold-registry.ts';
import type { DeliveryDeps } from '../deps.ts';
import { transition } from '../record-outcome.ts';

const INITIAL_PROBE_MS = 60_000;
const MAX_PROBE_MS = 3_600_000;

interface Plan {
  readonly tries: number;
  /** Wall clock in milliseconds. */
  readonly at: number;
  readonly running: boolean;
  /** False once it is over; when it comes back, its first pause begins again. */
  readonly held: boolean;
}

/**
 * Finds out by itself that the user has mended something: a hold that needs the user is probed with one small
 * request at start and then after 1 min, doubling to an hour. When it answers, what failed for this reason
 * goes out. The same when it fails for another reason that needs the user: the next attempt then holds what that reason
 * concerns. Where that fails again although the small request works, the pauses go on growing. A portal that is blocked
 * for overload is left alone for an hour each time (reference 5).
 */
export class Probes {
  readonly #deps: DeliveryDeps;
  readonly #holds: HoldRegistry;
  readonly #plans = new Map<string, Plan>();

  constructor(deps: DeliveryDeps, holds: HoldRegistry) {
    this.#deps = deps;
    this.#holds = holds;
  }

  /** Probes what is due; resolves to the moment of the next probe. A hold that is new waits for its first. */
  run(signal: AbortSignal, wake: () => void): number | undefined {
    const now = this.#deps.clock.now();
    const needingUser = new Map(this.#holds.manual.map((hold) => [keyOf(hold), hold]));
    for (const [key, plan] of this.#plans) {
      if (plan.held && !needingUser.has(key)) this.#plans.set(key, { ...plan, held: false });
    }
    let next: number | undefined;
    for (const [key, hold] of needingUser) {
      const plan = this.#planFor(key, hold, now);
      if (plan.running) continue;
      if (plan.at <= now) {
        this.#plans.set(key, { ...plan, running: true });
        void this.#probe(hold, signal).then(() => {
          const tries = plan.tries + 1;
          const at = this.#deps.clock.now() + Math.min(firstPauseMs(hold) * 2 ** tries, MAX_PROBE_MS);
          this.#plans.set(key, { tries, at, running: false, held: true });
          wake();
        });
      } else {
        next = Math.min(next ?? Infinity, plan.at);
      }
    }
    return next;
  }

  #planFor(key: string, hold: Hold, now: number): Plan {
    const known = this.#plans.get(key);
    if (known?.held) return known;
    const at = Math.max(known?.at ?? 0, now + firstPauseMs(hold));
    const plan = { tries: known?.tries ?? 0, at, running: known?.running ?? false, held: true };
    this.#plans.set(key, plan);
    return plan;
  }

  /** True while it is being found out whether something was mended. */
  get isBusy(): boolean {
    return [...this.#plans.values()].some((plan) => plan.running);
  }

  /** At start everything that needs the user is probed, but what is blocked for overload in its hour. */
  start(): void {
    const now = this.#deps.clock.now();
    for (const hold of this.#holds.manual) {
      const rest = isBlocked(hold) ? (this.#holds.lastProbeAt(hold) ?? 0) + MAX_PROBE_MS : now;
      // A clock that was set back makes nobody wait longer than the hour.
      const at = Math.min(Math.max(now, rest), now + MAX_PROBE_MS);
      this.#plans.set(keyOf(hold), { tries: 0, at, running: false, held: true });
    }
  }

  /** Everything that needs the user is probed at the next run, because the user says so. */
  retryNow(): void {
    const at = this.#deps.clock.now();
    for (const hold of this.#holds.manual) {
      this.#plans.set(keyOf(hold), { tries: 0, at, running: false, held: true });
    }
  }

  async #probe(hold: Hold, signal: AbortSignal): Promise<void> {
    const portal = this.#deps.portals.get(hold.portal);
    const waiting = this.#deps.ledger.uploads
      .failedWith(hold.code, hold.portal)
      .filter((row) => concerns(hold, row));
    const sample = waiting[0];
    if (portal === undefined) return;
    try {
      if (sample !== undefined) await portal.probe(sample, signal);
      this.#release(hold, waiting);
    } catch (thrown) {
      const error = AppError.from(thrown);
      if (needsUserForAnother(hold, error)) this.#release(hold, waiting);
      else this.#note(hold, error);
    }
  }

  #release(hold: Hold, waiting: readonly UploadRow[]): void {
    this.#holds.lift(hold);
    for (const row of waiting) transition(this.#deps, row.id, { type: 'retry' });
  }

  #note(hold: Hold, error: AppError): void {
    if (isBlocked(hold)) this.#remember(hold);
    this.#deps.log('debug', 'still held', { portal: hold.portal, code: hold.code, probe: error.code });
  }

  /** So that a restart of the program begins no new hour. */
  #remember(hold: Hold): void {
    try {
      this.#holds.put(hold, this.#deps.clock.now());
    } catch (error) {
      // Not on disk, it costs one small request too many after a restart.
      this.#deps.log('warn', 'the hour of a blocked portal is not recorded', { error });
    }
  }
}

function keyOf({ portal, bot, dialog, code }: Hold): string {
  return JSON.stringify([portal, bot, dialog, code]);
}

/** A repaired webhook that does not know the bot, say: nobody is to read any more that the webhook is refused. */
function needsUserForAnother(hold: Hold, { code, remedy, scope }: AppError): boolean {
  return code !== hold.code && remedy === 'ask-user' && scope !== 'app' && scope !== 'upload';
}

/** Blocked by the portal's makers for overload. */
function isBlocked({ code }: Hold): boolean {
  return code === 'portal.overloaded';
}

function firstPauseMs(hold: Hold): number {
  return isBlocked(hold) ? MAX_PROBE_MS : INITIAL_PROBE_MS;
}
