interface BucketRule {
  /** How fast it drains; 0 or Infinity means that nothing is limited. */
  readonly requestsPerSecond: number;
  /** How much it holds. */
  readonly burst: number;
}

interface Level {
  readonly filled: number;
  readonly at: number;
}

/** The portal's request limit: one bucket per source, drained at a constant rate (reference 5). */
export class LeakyBucket {
  readonly #levels = new Map<string, Level>();

  /** True when the request fits. A refused one does not fill the bucket further. */
  accept(source: string, rule: BucketRule, now: number): boolean {
    if (rule.requestsPerSecond === 0 || rule.requestsPerSecond === Infinity) return true;
    const before = this.#levels.get(source) ?? { filled: 0, at: now };
    const drained = (Math.max(now - before.at, 0) / 1000) * rule.requestsPerSecond;
    const filled = Math.max(before.filled - drained, 0);
    const fits = filled + 1 <= rule.burst;
    this.#levels.set(source, { filled: fits ? filled + 1 : filled, at: now });
    return fits;
  }

  reset(): void {
    this.#levels.clear();
  }
}
