import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from 'vitest';

const { imports: ALIASES } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  readonly imports: Readonly<Record<string, string>>;
};
const FILES = globSync('{src-main,src-renderer}/**/*.{ts,svelte}').map(normalize);
/** What each file imports, types too: the linter's rule passes over those. */
const GRAPH = new Map(FILES.map((file) => [file, importsOf(file)]));

test('no file imports itself over others, not even for a type', () => {
  expect(FILES.flatMap((file) => cycleFrom(file) ?? [])).toEqual([]);
});

function importsOf(file: string): readonly string[] {
  const code = readFileSync(file, 'utf8');
  return [...code.matchAll(/(?:from|import)\s*\(?'([.#][^']+)'/g)].flatMap(([, name = '']) => {
    const found = resolve(file, name);
    return FILES.includes(found) ? [found] : [];
  });
}

function resolve(file: string, name: string): string {
  if (name.startsWith('.')) return join(dirname(file), name);
  for (const [alias, folder] of Object.entries(ALIASES)) {
    const start = alias.slice(0, -1);
    if (name.startsWith(start)) return normalize(folder.replace('*', name.slice(start.length)));
  }
  return name;
}

/** The shortest way from a file back to itself; only where the file is the first of the cycle by name. */
function cycleFrom(start: string): string | undefined {
  const ways = new Map<string, readonly string[]>([[start, [start]]]);
  for (const [file, way] of ways) {
    for (const next of GRAPH.get(file) ?? []) {
      if (next === start) return [...way, start].join(' -> ');
      if (next > start && !ways.has(next)) ways.set(next, [...way, next]);
    }
  }
  return undefined;
}
