import { PENDING_STATES, type UploadState } from '#domain/upload.ts';

/** A condition. Each state is compared on its own: for `IN` SQLite makes a table in memory whenever it is asked. */
export function isOneOf(states: readonly UploadState[]): string {
  return `(${states.map((state) => `state = '${state}'`).join(' OR ')})`;
}

/** The same text as in the schema: only then does SQLite use the partial indices. */
export const PENDING = isOneOf(PENDING_STATES);
/** Waiting for a moment of their own. */
export const TIMED = isOneOf(['settling', 'waiting', 'verifying']);
