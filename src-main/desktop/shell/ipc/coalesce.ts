/** A rate-limited sender. `stop` drops pending values. */
export interface Coalesced<K, V> {
  readonly push: (key: K, value: V) => void;
  readonly stop: () => void;
}

/**
 * Emits the newest value of each key at most once in `everyMs`, because too many messages have crashed the main process
 * (electron issue 53417). The first value after a pause is emitted at once, and the last value always.
 */
export function coalesce<K, V>(everyMs: number, emit: (value: V) => void): Coalesced<K, V> {
  const pending = new Map<K, V>();
  let timer: NodeJS.Timeout | undefined;
  const flush = () => {
    timer = undefined;
    if (pending.size === 0) return;
    const values = [...pending.values()];
    pending.clear();
    timer = setTimeout(flush, everyMs);
    for (const value of values) emit(value);
  };
  return {
    push: (key, value) => {
      pending.set(key, value);
      if (timer === undefined) flush();
    },
    stop: () => clearTimeout(timer),
  };
}
