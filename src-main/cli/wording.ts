import type { ErrorCode } from '#domain/errors.ts';
import { wordsForCommand } from '#texts/for-command.ts';
import { visible } from '#domain/visible.ts';

/**
 * What happened and what happens next, to stand after other words: no capital, no full stop. In English, like
 * everything the command prints, whatever the system's language: its output is read by other programs too.
 * @param host where a portal has moved to
 */
export function reasonOf(code: ErrorCode, host?: string): string {
  const { what, next } = wordsForCommand('en', code);
  return host === undefined ? `${what}: ${next}` : `${what}, ${visible(host)}: ${next}`;
}

/** The same as a plain sentence of its own. */
export function sentenceOf(code: ErrorCode): string {
  const reason = reasonOf(code);
  return `${reason.charAt(0).toUpperCase()}${reason.slice(1)}.`;
}
