import type { ErrorCode } from '#texts/errors.ts';
import { nextOf, sentence, whatOf, isWorded } from '#texts/errors.ts';
import { i18n } from './i18n.svelte.ts';

/** What it is: `The bot may not post in this chat`, without a full stop. */
export function what(code: ErrorCode): string {
  return sentence(whatOf(i18n.language, code)).slice(0, -1);
}

/** What happens next, as a sentence. */
export function next(code: ErrorCode): string {
  return sentence(nextOf(i18n.language, code));
}

/** Both as sentences. */
export function wholeError(code: ErrorCode): string {
  return sentence(whatOf(i18n.language, code), nextOf(i18n.language, code));
}

/** The code of anything thrown by a call. */
export function codeOf(error: unknown): ErrorCode {
  const code: unknown =
    typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return isWorded(code) ? code : 'internal';
}
