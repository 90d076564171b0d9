/** A way to tell that holds back floods; `stop` calls off what is still to come. */
export interface Coalesced<K, V> {
  readonly tell: (key: K, value: V) => void;
  readonly stop: () => void;
}

/**
 * Passes on the newest value of each key at most once in `everyMs`: a flood of messages has brought the main
 * process down before (electron issue 53417). The first of a quiet time goes out at once, the last one always.
 */
export function coalesce<K, V>(everyMs: number, pass: (value: V) => void): Coalesced<K, V> {
  const newest = new Map<K, V>();
  let timer: NodeJS.Timeout | undefined;
  const flush = () => {
    timer = undefined;
    if (newest.size === 0) return;
    const values = [...newest.values()];
    newest.clear();
    timer = setTimeout(flush, everyMs);
    for (const value of values) pass(value);
  };
  return {
    tell: (key, value) => {
      newest.set(key, value);
      if (timer === undefined) flush();
    },
    stop: () => clearTimeout(timer),
  };
}
