import { IntlMessageFormat } from 'intl-messageformat';
import { de } from './de/index.ts';
import { en } from './en/index.ts';
import { ru } from './ru/index.ts';
import type { ErrorTexts } from './shape.ts';

/** A message in the ICU syntax by its key; English names the keys. */
export type TextKey = keyof typeof en.messages;

export interface Catalogue {
  readonly errors: ErrorTexts;
  readonly messages: Readonly<Record<TextKey, string>>;
}

export const CATALOGUES = { en, ru, de } as const satisfies Record<string, Catalogue>;
export type TextLanguage = keyof typeof CATALOGUES;

export type Values = Readonly<Record<string, string | number>>;

/** Parsed messages by language and key: parsing one costs far more than filling it in. */
const parsed = new Map<string, IntlMessageFormat>();
/** More than names in braces: a plural, a choice, something quoted. */
const SYNTAX = /\{\s*\w+\s*,|'/;
const PLACE = /\{(\w+)\}/g;

/** The message with its places filled in. Throws when a value is missing. */
export function format(language: TextLanguage, key: TextKey, values: Values = {}): string {
  const message: string = CATALOGUES[language].messages[key];
  return SYNTAX.test(message) ? formatIcu(language, key, message, values) : fill(message, values);
}

/** Most messages need no parser, and a window is there sooner without one. */
function fill(message: string, values: Values): string {
  return message.replace(PLACE, (_place, name: string) => {
    const value = values[name];
    if (value === undefined) throw new TypeError(`no value for {${name}}`);
    return String(value);
  });
}

function formatIcu(language: TextLanguage, key: TextKey, text: string, values: Values): string {
  const place = `${language}:${key}`;
  let message = parsed.get(place);
  if (message === undefined) {
    message = new IntlMessageFormat(text, language, undefined, { ignoreTag: true });
    parsed.set(place, message);
  }
  return String(message.format(values));
}
