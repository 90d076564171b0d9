import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');

/** The keys of a file of strings for macOS; a line that is none fails. */
function stringsOf(language: string): ReadonlyMap<string, string> {
  const path = join(ROOT, 'assets/packaging/mac', `${language}.lproj`, 'InfoPlist.strings');
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
  return new Map(
    lines.map((line) => {
      const [, key = '', text = ''] = /^"(\w+)" = "([^"\\]+)";$/u.exec(line) ?? [];
      expect(key, line).not.toBe('');
      return [key, text];
    }),
  );
}

test.each(['ru', 'de'])('macOS asks for folders in %s in words of its own', (language) => {
  const [here, english] = [stringsOf(language), stringsOf('en')];

  expect([...here.keys()]).toEqual([...english.keys()]);
  const asked = [...here].filter(([key]) => key.endsWith('UsageDescription'));
  expect(asked.length).toBe(5);
  for (const [key, text] of asked) expect(text).not.toBe(english.get(key));
});

test('the texts stand in the package as they do in English', () => {
  const builder = readFileSync(join(ROOT, 'electron-builder.yml'), 'utf8');

  for (const [key, text] of stringsOf('en'))
    if (key.endsWith('UsageDescription')) expect(builder).toContain(`${key}: ${text}`);
});
