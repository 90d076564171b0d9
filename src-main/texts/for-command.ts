import type { ErrorCode } from '#domain/errors.ts';
import { commands as de } from './de/commands.ts';
import { commands as en } from './en/commands.ts';
import { nextOf, whatOf } from './errors.ts';
import type { TextLanguage } from './format.ts';
import { commands as ru } from './ru/commands.ts';
import type { CommandTexts } from './shape.ts';

/** Apart from the catalogue of the windows, which weigh every word. */
const COMMANDS: Readonly<Record<TextLanguage, CommandTexts>> = { en, ru, de };

/** What it is, and what to do in a terminal; to stand after other words: no capital, no full stop. */
export function wordsForCommand(
  language: TextLanguage,
  code: ErrorCode,
): { readonly what: string; readonly next: string } {
  return { what: whatOf(language, code), next: COMMANDS[language][code] ?? nextOf(language, code) };
}
