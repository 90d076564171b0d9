/** A way to tell that holds back floods; `stop` calls off what is still to come. */
export interface Coalesced<K, V> {
  readonly push: (key: K, value: V) => void;
  readonly stop: () => void;
}

/**
 * Passes on the newest value of each key at most once in `everyMs`: a flood of messages has brought the main
 * process down before (electron issue 53417). The first of a quiet time goes out at once, the last one always.
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
