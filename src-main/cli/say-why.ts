import { AppError } from '#domain/errors.ts';
import { Refusal } from './refusal.ts';
import { say } from './terminal.ts';
import { sentenceOf } from './wording.ts';

/** Tells a person why a command could not do what it was asked. */
export function sayWhy(error: unknown): void {
  for (const line of linesOf(error)) say(line);
}

function linesOf(error: unknown): readonly string[] {
  if (error instanceof Refusal) return error.lines;
  if (error instanceof AppError && error.code === 'ledger.damaged' && error.origin !== undefined) {
    return [`${sentenceOf(error.code)} (${error.origin})`];
  }
  if (error instanceof AppError && error.code !== 'internal') return [sentenceOf(error.code)];
  // A fault of the program itself: where it happened helps to mend it, and the text passes the redaction.
  const cause = error instanceof AppError ? (error.cause ?? error) : error;
  const where = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
  return [`stopped by a fault of its own, nothing was lost. Please report it: ${where}`];
}
