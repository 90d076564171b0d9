import type { ErrorCode } from '#domain/errors.ts';
import { CATALOGUES, type TextLanguage } from './format.ts';

export type { ErrorCode } from '#domain/errors.ts';

/** What it is: `the portal asks to slow down`. */
export function whatOf(language: TextLanguage, code: ErrorCode): string {
  return CATALOGUES[language].errors[code].what;
}

/** What happens next by itself, or what to do in the window. */
export function nextOf(language: TextLanguage, code: ErrorCode): string {
  return CATALOGUES[language].errors[code].next;
}

/** As a sentence of its own, or as two. */
export function sentence(...parts: readonly string[]): string {
  return parts.map((part) => `${part.charAt(0).toLocaleUpperCase()}${part.slice(1)}.`).join(' ');
}

/** True for a code this version has words for. */
export function isWorded(code: unknown): code is ErrorCode {
  return typeof code === 'string' && Object.hasOwn(CATALOGUES.en.errors, code);
}
