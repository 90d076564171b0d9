import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { en } from '#texts/en/index.ts';
import { ru } from '#texts/ru/index.ts';

/** Bold words that begin a paragraph and name nothing in the window. */
const LEAD_INS = new Set(['The icon', 'Dropping', 'Pausing', 'Значок', 'Перетаскивание']);

const guides = [
  { path: 'docs/guide.en.md', messages: Object.values(en.messages) },
  { path: 'docs/guide.ru.md', messages: Object.values(ru.messages) },
] as const;

describe.each(guides)('$path', ({ path, messages }) => {
  const text = readFileSync(path, 'utf8');

  test('calls everything in the window as it is called there', () => {
    const shown = new Set(messages.map((message) => plain(message)));
    const named = [...text.matchAll(/\*\*([^*]+)\*\*/g)].flatMap(([, bold = '']) =>
      bold.replaceAll('\n', ' ').split(' → '),
    );
    // "Quiet time" is shown as "Quiet time, seconds".
    const isShown = (name: string) =>
      shown.has(name) || [...shown].some((message) => message.startsWith(`${name},`));

    expect(named.length).toBeGreaterThan(15);
    expect(named.filter((name) => !LEAD_INS.has(trimmed(name)) && !isShown(plain(name)))).toEqual([]);
  });

  test('shows pictures of the windows', () => {
    expect(text.match(/images\/[\w-]+\.png/g)?.length).toBeGreaterThan(3);
  });
});

test('the guides have the same chapters in both languages', () => {
  const [english, russian] = guides.map(({ path }) => readFileSync(path, 'utf8').match(/^#+ /gm));

  expect(russian).toEqual(english);
});

function plain(name: string): string {
  return trimmed(name).toLowerCase();
}

function trimmed(name: string): string {
  return name.trim().replace(/[.…?:]+$/, '');
}
