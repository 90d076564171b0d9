/** Gathers what comes in a burst and hands it on once; the newest value of a key wins. */
export class Batch<Key, Value> {
  readonly #pending = new Map<Key, Value>();
  readonly #flush: (values: readonly Value[]) => void;
  readonly #delayMs: number;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(delayMs: number, flush: (values: readonly Value[]) => void) {
    this.#delayMs = delayMs;
    this.#flush = flush;
  }

  add(key: Key, value: Value): void {
    this.#pending.set(key, value);
    this.#timer ??= setTimeout(() => this.#end(), this.#delayMs);
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#pending.clear();
  }

  #end(): void {
    this.#timer = undefined;
    const values = [...this.#pending.values()];
    this.#pending.clear();
    this.#flush(values);
  }
}
