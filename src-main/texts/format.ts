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

/** The message with its places filled in. Throws when a value is missing. */
export function format(language: TextLanguage, key: TextKey, values?: Values): string {
  const place = `${language}:${key}`;
  let message = parsed.get(place);
  if (message === undefined) {
    message = new IntlMessageFormat(CATALOGUES[language].messages[key], language, undefined, {
      ignoreTag: true,
    });
    parsed.set(place, message);
  }
  return String(message.format(values));
}
