import { de } from './de/index.ts';
import { en } from './en/index.ts';
import { fill, type Values } from './fill.ts';
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

export type { Values } from './fill.ts';

/** The message with its places filled in. Throws when a value is missing. */
export function format(language: TextLanguage, key: TextKey, values: Values = {}): string {
  return fill(language, CATALOGUES[language].messages[key], values);
}
