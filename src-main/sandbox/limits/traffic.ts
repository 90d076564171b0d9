/** What one method, or all of them, has seen. */
export interface TrafficCount {
  readonly requests: number;
  /** Most requests under way at the same time. */
  readonly maxParallel: number;
}

/** Counts requests by method, from their first byte to the end of the answer or the connection. */
export class Traffic {
  readonly #counts = new Map<string, { requests: number; parallel: number; maxParallel: number }>();

  /** Begins a request; the returned function ends it. */
  enter(method: string): () => void {
    const counts = [this.#count(method.toLowerCase()), this.#count('')];
    for (const count of counts) {
      count.requests += 1;
      count.parallel += 1;
      count.maxParallel = Math.max(count.maxParallel, count.parallel);
    }
    return () => {
      for (const count of counts) count.parallel -= 1;
    };
  }

  /** Counts by method in lower case; all methods together without a name. */
  of(method = ''): TrafficCount {
    const { requests, maxParallel } = this.#count(method.toLowerCase());
    return { requests, maxParallel };
  }

  all(): Readonly<Record<string, TrafficCount>> {
    const names = [...this.#counts.keys()].filter((name) => name !== '');
    return Object.fromEntries(names.map((name) => [name, this.of(name)]));
  }

  reset(): void {
    this.#counts.clear();
  }

  #count(name: string): { requests: number; parallel: number; maxParallel: number } {
    const count = this.#counts.get(name) ?? { requests: 0, parallel: 0, maxParallel: 0 };
    this.#counts.set(name, count);
    return count;
  }
}
