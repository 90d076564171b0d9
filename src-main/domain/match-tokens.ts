import type { Token } from './glob-syntax.ts';

/**
 * Whether tokens match a whole text. On a mismatch only the last `*` takes one more character, so each character is
 * compared at most once with each token: the time is at most characters × tokens.
 */
export function matchTokens(tokens: readonly Token[], text: string): boolean {
  return matchSequence(
    tokens,
    text.length,
    (test, at) => {
      const codePoint = text.codePointAt(at) ?? 0;
      return test(codePoint) ? at + sizeOf(codePoint) : undefined;
    },
    (at) => at + sizeOf(text.codePointAt(at) ?? 0),
  );
}

/** Whether segments match a whole path. `'**'` takes any number of segments, none as well. */
export function matchSegments(
  segments: readonly (readonly Token[] | '**')[],
  path: readonly string[],
): boolean {
  const tests = segments.map((segment) => (segment === '**' ? undefined : segment));
  return matchSequence(
    tests,
    path.length,
    (tokens, at) => (matchTokens(tokens, path[at] ?? '') ? at + 1 : undefined),
    (at) => at + 1,
  );
}

/** @param take the next position if `item` matches at `at` */
function matchSequence<T>(
  items: readonly (T | undefined)[],
  length: number,
  take: (item: T, at: number) => number | undefined,
  skip: (at: number) => number,
): boolean {
  let [at, index] = [0, 0];
  let star: { readonly index: number; at: number } | undefined;
  while (at < length) {
    const item = items[index];
    const next = item === undefined ? undefined : take(item, at);
    if (next !== undefined) {
      at = next;
      index += 1;
    } else if (index < items.length && item === undefined) {
      index += 1;
      star = { index, at };
    } else if (star !== undefined) {
      star.at = skip(star.at);
      at = star.at;
      index = star.index;
    } else return false;
  }
  return items.slice(index).every((item) => item === undefined);
}

function sizeOf(codePoint: number): number {
  return codePoint > 0xffff ? 2 : 1;
}
