import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { en } from '#texts/en/index.ts';
import { ru } from '#texts/ru/index.ts';
import { documents } from '#test/project/documents.ts';
import { DOCUMENTED } from '#test/screens/documentation.ts';

/** Bold words that begin a paragraph and name nothing in the window. */
const LEAD_INS = new Set(['The icon', 'Dropping', 'Pausing', 'Значок', 'Перетаскивание']);

/** Of the sandbox's page. */
const CHAT = ['chat-dark', 'chat-light'];

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
});

test('the guides show the same windows, each in its own language', () => {
  const [english = [], russian] = guides.map(({ path }) =>
    picturesOf(readFileSync(path, 'utf8')).filter((name) => DOCUMENTED.has(name)),
  );

  expect(english.length).toBeGreaterThan(5);
  expect(russian).toEqual(english.map((name) => name.replace('-light', '-ru')));
});

test('every picture is one that `test/screens` draws, and shown somewhere', () => {
  const shown = new Set(documents.flatMap(({ text }) => picturesOf(text)));
  const kept = readdirSync('docs/images').flatMap((name) => picturesOf(`images/${name}`));

  expect(new Set(kept)).toEqual(shown);
  expect([...DOCUMENTED].filter((name) => !shown.has(name))).toEqual([]);
  expect([...shown].filter((name) => !DOCUMENTED.has(name)).sort()).toEqual(CHAT);
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

/** Names of the pictures in a text, without what follows the dot. */
function picturesOf(text: string): readonly string[] {
  return [...text.matchAll(/images\/([\w-]+)\.png/g)].map(([, name = '']) => name);
}
