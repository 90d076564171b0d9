import { expect, test } from 'vitest';
import { IntlMessageFormat } from 'intl-messageformat';
import { CATALOGUES, format, type TextKey } from '#texts/format.ts';

const KEYS = Object.keys(CATALOGUES.en.messages) as TextKey[];
/** The kind of a part that is plain text. */
const LITERAL = '0';
const LANGUAGES = ['en', 'ru', 'de'] as const;

test.each(LANGUAGES)('every message in %s has the same places to fill as in English', (language) => {
  const differing = KEYS.filter(
    (key) => placesOf(CATALOGUES[language].messages[key]) !== placesOf(CATALOGUES.en.messages[key]),
  );

  expect(differing).toEqual([]);
});

/** Every form of a plural in each of the languages, and numbers that are grouped. */
const COUNTS = [0, 1, 2, 4, 5, 11, 21, 101, 1.5, 12_345, 1_000_000];

test.each(LANGUAGES)('every message in %s reads as the ICU syntax would have it', (language) => {
  const differing = KEYS.filter((key) => {
    const text = CATALOGUES[language].messages[key];
    const parsed = new IntlMessageFormat(text, language, undefined, { ignoreTag: true });
    return COUNTS.some((count) => {
      const values = Object.fromEntries(namesOf(text).map((name) => [name, count]));
      return format(language, key, values) !== String(parsed.format(values));
    });
  });

  expect(differing).toEqual([]);
});

test('a message whose place has no value is refused', () => {
  expect(() => format('en', 'history.route', { from: 'Scans' })).toThrow('{to}');
});

test('Russian has a form for each of its plurals', () => {
  const forms = [1, 3, 5, 21].map((count) => format('ru', 'status.waiting', { count }));

  expect(forms).toEqual(['Ждёт 1 файл', 'Ждут 3 файла', 'Ждут 5 файлов', 'Ждёт 21 файл']);
});

test.each(['ru', 'de'] as const)('no message in %s was left in English', (language) => {
  const same = KEYS.filter((key) => CATALOGUES[language].messages[key] === CATALOGUES.en.messages[key]);
  const words = same.filter((key) => /[a-z]{4}/i.test(CATALOGUES.en.messages[key].replace(/\{[^}]*\}/g, '')));

  expect(words.filter((key) => !SHARED_WORDS.has(CATALOGUES.en.messages[key]))).toEqual([]);
});

/** Words that are the same in both languages. */
const SHARED_WORDS = new Set([
  'Name',
  'Ctrl',
  'Shift',
  'Enter',
  'Home',
  'Scanner',
  'Browser',
  'Version',
  'Offline',
  'Pause',
  'Portal',
  'Chat',
  'Bots',
  'Proxy',
  'Filter',
  'Webhook',
  'Azure',
  'SHA-256',
  'Chatdrop {version}',
  '{bot}, {portal}',
  '{host}: {what}',
]);

/** The names of the places of a message, sorted. */
function placesOf(message: string): string {
  return namesOf(message).join(' ');
}

function namesOf(message: string): readonly string[] {
  const names = new Set<string>();
  const collect = (parts: ReturnType<IntlMessageFormat['getAst']>): void => {
    for (const part of parts) {
      if ('value' in part && String(part.type) !== LITERAL) names.add(part.value);
      if ('options' in part) for (const option of Object.values(part.options)) collect(option.value);
    }
  };
  collect(new IntlMessageFormat(message, 'en', undefined, { ignoreTag: true }).getAst());
  return [...names].sort();
}
