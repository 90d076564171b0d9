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
  expect(readFileSync(join(ROOT, file), 'utf8')).toContain(title);
});
