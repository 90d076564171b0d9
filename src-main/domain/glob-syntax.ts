/** Longest pattern, in UTF-16 units. Longer ones are refused: the time of a match grows with the pattern. */
export const MAX_PATTERN_CHARS = 500;
/** Most patterns that the braces of one pattern may stand for. */
const MAX_ALTERNATIVES = 100;

/**
 * Why a pattern is refused. `broken`: a bracket or brace has no end, a range runs backwards, or the escaped character is
 * missing. `extended`: `@(a|b)`, `(a|b)`, `{1..9}`, `[[:digit:]]`. `complex`: it is too long, or its braces stand for too many patterns.
 */
export type GlobProblem = 'broken' | 'extended' | 'complex';

/** Tests one code point; `undefined` stands for `*`: any number of characters. */
export type Token = ((codePoint: number) => boolean) | undefined;

type Parsed<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: GlobProblem };

const EXTENDED = /(?<!\\)(?:[@+!?*]\(|\([^)]*\||\[\[:|\{[^{},]+\.\.[^{},]+\})/;

/** Why a pattern cannot be used, or `undefined` for one that can. */
export function globProblem(pattern: string): GlobProblem | undefined {
  const parsed = parseGlob(pattern);
  return parsed.ok ? undefined : parsed.problem;
}

/** The alternatives of a pattern. Each is a list of path segments; `'**'` stands for any number of segments. */
export function parseGlob(pattern: string): Parsed<readonly (readonly (readonly Token[] | '**')[])[]> {
  if (pattern.length > MAX_PATTERN_CHARS) return { ok: false, problem: 'complex' };
  if (EXTENDED.test(pattern)) return { ok: false, problem: 'extended' };
  const alternatives = expandBraces(pattern);
  if (!alternatives.ok) return alternatives;
  const parsed: (readonly (readonly Token[] | '**')[])[] = [];
  for (const alternative of alternatives.value) {
    const segments: (readonly Token[] | '**')[] = [];
    for (const text of alternative.split('/')) {
      const segment = text === '**' ? text : parseSegment(text);
      if (segment === undefined) return { ok: false, problem: 'broken' };
      segments.push(segment);
    }
    parsed.push(segments);
  }
  return { ok: true, value: parsed };
}

/** `a{b,c}` as `ab` and `ac`. Braces without a comma are plain text. */
function expandBraces(pattern: string): Parsed<readonly string[]> {
  const group = firstGroup(pattern);
  if (group === 'broken') return { ok: false, problem: 'broken' };
  if (group === undefined) return { ok: true, value: [pattern] };
  const tails = expandBraces(pattern.slice(group.end + 1));
  if (!tails.ok) return tails;
  const expanded: string[] = [];
  for (const part of group.parts) {
    const heads = expandBraces(part);
    if (!heads.ok) return heads;
    if (expanded.length + heads.value.length * tails.value.length > MAX_ALTERNATIVES) {
      return { ok: false, problem: 'complex' };
    }
    const start = pattern.slice(0, group.start);
    expanded.push(...heads.value.flatMap((head) => tails.value.map((tail) => start + head + tail)));
  }
  return { ok: true, value: expanded };
}

interface Group {
  readonly start: number;
  readonly end: number;
  readonly parts: readonly string[];
}

/** The first pair of braces with a comma inside, outside of brackets. */
function firstGroup(pattern: string): Group | 'broken' | undefined {
  let depth = 0;
  let start = -1;
  let commas: number[] = [];
  for (let at = 0; at < pattern.length; at += 1) {
    const character = pattern[at];
    if (character === '\\') at += 1;
    else if (character === '[') at = endOfClass(pattern, at) ?? at;
    else if (character === '{') {
      if (depth === 0) [start, commas] = [at, []];
      depth += 1;
    } else if (character === ',' && depth === 1) commas.push(at);
    else if (character === '}' && depth > 0) {
      depth -= 1;
      if (depth === 0 && commas.length > 0) {
        const edges = [start, ...commas, at];
        const parts = edges.slice(1).map((edge, index) => pattern.slice((edges[index] ?? 0) + 1, edge));
        return { start, end: at, parts };
      }
    }
  }
  return depth > 0 ? 'broken' : undefined;
}

/** Index of the `]` that ends the class which begins at `start`. A `]` in first place is a character of the class. */
function endOfClass(text: string, start: number): number | undefined {
  let at = start + 1;
  if (text[at] === '!' || text[at] === '^') at += 1;
  if (text[at] === ']') at += 1;
  for (; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === ']') return at;
  }
  return undefined;
}

function parseSegment(text: string): readonly Token[] | undefined {
  const tokens: Token[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '*') {
      if (tokens.length === 0 || tokens.at(-1) !== undefined) tokens.push(undefined);
    } else if (character === '?') {
      tokens.push(() => true);
    } else if (character === '[') {
      const end = endOfClass(text, at);
      const token = end === undefined ? undefined : parseClass(text.slice(at + 1, end));
      if (end === undefined || token === undefined) return undefined;
      tokens.push(token);
      at = end;
    } else {
      if (character === '\\') at += 1;
      const codePoint = text.codePointAt(at);
      if (codePoint === undefined) return undefined;
      if (codePoint > 0xffff) at += 1;
      tokens.push((other) => other === codePoint);
    }
  }
  return tokens;
}

/** What stands between brackets: `a-z_`, `!0-9`, `^0-9`. */
function parseClass(text: string): Token {
  const isNegated = text.startsWith('!') || text.startsWith('^');
  const characters = [...text.slice(isNegated ? 1 : 0).matchAll(/\\?(.)/gsu)];
  const ranges: [from: number, to: number][] = [];
  for (let at = 0; at < characters.length; at += 1) {
    const from = characters[at]?.[1]?.codePointAt(0) ?? 0;
    const last = characters[at + 1]?.[0] === '-' ? characters[at + 2]?.[1]?.codePointAt(0) : undefined;
    if (last !== undefined) at += 2;
    if (last !== undefined && last < from) return undefined;
    ranges.push([from, last ?? from]);
  }
  return (codePoint) => ranges.some(([from, to]) => from <= codePoint && codePoint <= to) !== isNegated;
}
