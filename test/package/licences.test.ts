import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

interface Licence {
  readonly name: string;
  readonly licence: string;
  readonly text: string;
}

const ALLOWED = new Set([
  'MIT',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  '0BSD',
  'BlueOak-1.0.0',
]);

test('everything inside the desktop program has a licence that allows it, with its text', () => {
  const licences = JSON.parse(readFileSync('assets/licences.json', 'utf8')) as readonly Licence[];

  expect(licences.length).toBeGreaterThan(20);
  expect(licences.filter(({ licence }) => !ALLOWED.has(licence))).toEqual([]);
  const textless = licences.filter(({ text }) => text.length < 200).map(({ name }) => name);
  // It says MIT and publishes no text.
  expect(textless.filter((name) => !name.startsWith('lazy-val '))).toEqual([]);
});
