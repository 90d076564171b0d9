/** What an answer says about the time a method has used up (reference 5). */
interface Usage {
  /** Unix seconds at which the oldest part of the used time is forgotten. */
  readonly resetAt: number;
}

const STEP_MS = 60_000;
const LONGEST_MS = 10 * STEP_MS;

/** Remembers, for each method of one portal, how much of its time is used and until when it is blocked. */
export class OperatingTime {
  readonly #now: () => number;
  readonly #usage = new Map<string, Usage>();
  readonly #blockedUntil = new Map<string, number>();
  readonly #refusals = new Map<string, number>();

  /** `now` is the wall clock in ms: the portal names wall clock seconds. */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Takes the `time` part of a successful answer, in whatever form it came. */
  note(method: string, time: unknown): void {
    this.#refusals.delete(method);
    this.#blockedUntil.delete(method);
    const resetAt = Number((time as { operating_reset_at?: unknown } | null | undefined)?.operating_reset_at);
    if (Number.isFinite(resetAt) && resetAt > 0) this.#usage.set(method, { resetAt });
  }

  /**
   * The portal refused the method with OPERATION_TIME_LIMIT. Returns the wall clock in ms until which it stays
   * blocked: one second after the named one where an earlier answer named it, else a minute more each time.
   */
  block(method: string): number {
    const now = this.#now();
    const refusals = (this.#refusals.get(method) ?? 0) + 1;
    this.#refusals.set(method, refusals);

    const named = (this.#usage.get(method)?.resetAt ?? 0) * 1000 + 1000;
    // A portal's clock far from ours must not stop a method for a day, nor let it hammer on.
    const until =
      named > now && named <= now + LONGEST_MS ? named : now + Math.min(LONGEST_MS, STEP_MS * refusals);
    this.#blockedUntil.set(method, until);
    return until;
  }

  /** Wall clock in ms until which the method is blocked; undefined when it is not. */
  blockedUntil(method: string): number | undefined {
    const until = this.#blockedUntil.get(method);
    return until !== undefined && until > this.#now() ? until : undefined;
  }
}
