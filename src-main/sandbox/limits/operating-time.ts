interface OperatingRule {
  /** Seconds of work within the window above which a method is blocked; 0 means never. */
  readonly operatingLimitSeconds: number;
  /** Ten buckets make up the window, 600 s on the cloud. */
  readonly operatingWindowSeconds: number;
}

/** What success answers say about it. */
interface Operating {
  /** Seconds used within the window. */
  readonly operating: number;
  /** Unix time at which the oldest part of it is forgotten. */
  readonly operating_reset_at: number;
}

const BUCKETS = 10;

/** Work per method and caller, in buckets that fall off one by one (reference 5). */
export class OperatingTime {
  /** Per key: seconds worked, by the start of the bucket in milliseconds. */
  readonly #work = new Map<string, Map<number, number>>();

  isBlocked(key: string, rule: OperatingRule, now: number): boolean {
    return rule.operatingLimitSeconds > 0 && this.#used(key, rule, now) >= rule.operatingLimitSeconds;
  }

  /** Books the work of one call and tells what the caller has used. */
  book(key: string, seconds: number, rule: OperatingRule, now: number): Operating {
    const widthMs = (rule.operatingWindowSeconds * 1000) / BUCKETS;
    const bucket = Math.floor(now / widthMs) * widthMs;
    const work = this.#work.get(key) ?? new Map<number, number>();
    this.#work.set(key, work);
    work.set(bucket, (work.get(bucket) ?? 0) + seconds);
    const operating = this.#used(key, rule, now);
    const oldest = Math.min(...work.keys());
    return { operating, operating_reset_at: Math.ceil(oldest / 1000 + rule.operatingWindowSeconds) };
  }

  reset(): void {
    this.#work.clear();
  }

  #used(key: string, rule: OperatingRule, now: number): number {
    const work = this.#work.get(key) ?? new Map<number, number>();
    let used = 0;
    for (const [start, seconds] of work) {
      if (start + rule.operatingWindowSeconds * 1000 <= now) work.delete(start);
      else used += seconds;
    }
    return used;
  }
}
