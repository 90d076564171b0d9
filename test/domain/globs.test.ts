import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { globProblem, parseGlob, type Token } from '#domain/glob-syntax.ts';
import { compileGlobs } from '#domain/globs.ts';
import { matchTokens } from '#domain/match-tokens.ts';

const matches = (pattern: string, path: string) => compileGlobs([pattern])(path, false) !== undefined;

describe('a pattern takes what it says', () => {
  test.each([
    ['*.pdf', 'a.pdf', true],
    ['*.pdf', '.pdf', true],
    ['*.pdf', 'a.pdf.part', false],
    ['a?c', 'abc', true],
    ['a?c', 'a😀c', true],
    ['a?c', 'ac', false],
    ['[a-c]x', 'bx', true],
    ['[!a-c]x', 'bx', false],
    ['[^a-c]x', 'dx', true],
    ['[]x]', ']', true],
    ['[a-]', '-', true],
    [String.raw`[\]]`, ']', true],
    ['[А-Я]*', 'отчёт', true],
    [String.raw`\*.pdf`, '*.pdf', true],
    [String.raw`\*.pdf`, 'a.pdf', false],
    [String.raw`Report\(1\).pdf`, 'Report(1).pdf', true],
    ['Report(1).pdf', 'report(1).PDF', true],
    ['{a,b{1,2}}.txt', 'b2.txt', true],
    ['{a,b{1,2}}.txt', 'b.txt', false],
    ['{a,}.txt', '.txt', true],
    ['{a}.txt', '{a}.txt', true],
    ['a**b', 'axxb', true],
    ['*a*b*c', 'xaybzc', true],
    ['*a*b*c', 'xaybzcd', false],
    ['x/**/y', 'x/y', true],
    ['x/**/y', 'x/1/2/y', true],
    ['x/**/y', 'x/1/2/y/z', false],
    ['**/y/*.txt', 'x/y/a.txt', true],
    ['x/*', 'x/1/2', false],
    ['/a*', 'ab/c', false],
    ['in/{a,b/c}/*.pdf', 'in/b/c/d.pdf', true],
  ])('%s and %s: %s', (pattern, path, expected) => {
    expect(matches(pattern, path)).toBe(expected);
  });
});

describe('a pattern that cannot be used is refused with a reason', () => {
  test.each([
    ['[abc', 'broken'],
    ['[z-a]', 'broken'],
    ['{a,b', 'broken'],
    ['{a,[b}', 'broken'],
    ['a\\', 'broken'],
    ['@(a|b)', 'extended'],
    ['!(a).pdf', 'extended'],
    ['*(a).pdf', 'extended'],
    ['(a|b).pdf', 'extended'],
    ['{1..9}.pdf', 'extended'],
    ['[[:digit:]]', 'extended'],
    ['a'.repeat(501), 'complex'],
    ['{a,b}'.repeat(10), 'complex'],
    ['Scan (1).pdf', undefined],
    ['Scan [1].pdf', undefined],
    ['{yyyy}', undefined],
  ])('%s: %s', (pattern, problem) => {
    expect(globProblem(pattern)).toBe(problem);
  });

  test('and stands for the name it spells', () => {
    expect(matches('Scan [1.pdf', 'scan [1.PDF')).toBe(true);
  });
});

/** The tokens of a pattern that is one name, counting every comparison. */
function counted(pattern: string) {
  const parsed = parseGlob(pattern);
  const [[segment] = []] = parsed.ok ? parsed.value : [];
  const count = { steps: 0 };
  const tokens: Token[] = (segment === undefined || segment === '**' ? [] : segment).map((token) =>
    typeof token === 'function'
      ? (codePoint) => {
          count.steps += 1;
          return token(codePoint);
        }
      : undefined,
  );
  return { tokens, count };
}

describe('no name takes more steps than its length times that of the pattern', () => {
  test('254 underscores under *_*_*_*_*.pdf', () => {
    const { tokens, count } = counted('*_*_*_*_*.pdf');

    expect(matchTokens(tokens, '_'.repeat(254))).toBe(false);
    expect(count.steps).toBeLessThanOrEqual(254 * tokens.length);
  });

  test('hostile names and patterns of the same few characters', () => {
    const pattern = fc.array(fc.constantFrom('*', '?', '_', 'a', '[_a]', '[!a]'), { maxLength: 40 });
    const name = fc.array(fc.constantFrom('_', 'a'), { maxLength: 254 });
    fc.assert(
      fc.property(pattern, name, (parts, characters) => {
        const { tokens, count } = counted(parts.join(''));
        matchTokens(tokens, characters.join(''));
        expect(count.steps).toBeLessThanOrEqual((characters.length + 1) * (tokens.length + 1));
      }),
      { numRuns: 1_000 },
    );
  });
});

test('names and paths are matched as a search through every way to match would', () => {
  /** Tries everything: right, and exponential. */
  const slow = (items: readonly string[], text: readonly string[]): boolean => {
    const [item, ...rest] = items;
    if (item === undefined) return text.length === 0;
    if (item === '*') return slow(rest, text) || (text.length > 0 && slow(items, text.slice(1)));
    return text.length > 0 && (item === '?' || item === text[0]) && slow(rest, text.slice(1));
  };
  const pattern = fc.array(fc.constantFrom('*', '?', 'a', 'b'), { minLength: 1, maxLength: 7 });
  const name = fc.array(fc.constantFrom('a', 'b'), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(pattern, name, (items, text) => {
      expect(matches(items.join(''), text.join(''))).toBe(slow(items, text));
      const segments = items.map((item) => (item === '*' ? '**' : item));
      expect(matches(`/${segments.join('/')}`, text.join('/'))).toBe(slow(items, text));
    }),
    { numRuns: 500 },
  );
});
