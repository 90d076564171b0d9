import { AppError } from '#domain/errors.ts';
import { Refusal } from './refusal.ts';
import { say } from './terminal.ts';
import { sentenceOf } from './wording.ts';

/** A command as commander calls it: its result becomes the exit code, what it throws becomes words. */
export function reporting<A extends unknown[]>(
  command: (...parameters: A) => number | Promise<number>,
): (...parameters: A) => Promise<void> {
  return async (...parameters) => {
    try {
      process.exitCode = await command(...parameters);
    } catch (error) {
      for (const line of linesOf(error)) say(line);
      process.exitCode = 1;
    }
  };
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
