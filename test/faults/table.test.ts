import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');
const ROWS = [
  ...readFileSync(join(import.meta.dirname, 'README.md'), 'utf8').matchAll(
    /\| `(?<file>test\/[^`]+)`: (?<title>.+?) +\|$/gmu,
  ),
].map(({ groups }) => [groups?.['title'] ?? '', groups?.['file'] ?? ''] as const);

test('the table of faults has its rows', () => {
  expect(ROWS.length).toBeGreaterThan(65);
});

test.each(ROWS)('there is a test that shows: %s', (title, file) => {
  const source = readFileSync(join(ROOT, file), 'utf8');

  expect(source).toContain(title);
  expect(callsAround(source, title).filter((call) => /\.(?:skip|todo)\b/u.test(call))).toEqual([]);
});

/** The call that declares a title, such as `test.each`, and every `describe` before it. */
function callsAround(source: string, title: string): string[] {
  const [before = ''] = source.split(title);
  const calls = before.match(/\b(?:test|it|describe)(?:\.\w+)*(?=[(<])/gu) ?? [];
  return [...calls.slice(0, -1).filter((call) => call.startsWith('describe')), ...calls.slice(-1)];
}
