import type { UploadState } from '#domain/upload.ts';

/** States in which something is still to come; the others end a life. */
export const PENDING_STATES = ['settling', 'queued', 'sending', 'waiting', 'verifying'] as const;

const ENDED_STATES = ['delivered', 'failed', 'skipped', 'cancelled'] as const;

/** A condition. Each state is compared on its own: for `IN` SQLite makes a table in memory whenever it is asked. */
export function isOneOf(states: readonly UploadState[]): string {
  return `(${states.map((state) => `state = '${state}'`).join(' OR ')})`;
}

/** As the schema has them, word for word: only then does SQLite use the indices over a part of the states. */
export const PENDING = isOneOf(PENDING_STATES);
const ENDED = isOneOf(ENDED_STATES);
/** Waiting for a moment of their own. */
export const TIMED = isOneOf(['settling', 'waiting', 'verifying']);

/** Conditions for the two halves of the uploads. */
export const HALVES = [PENDING, ENDED] as const;

/** The half of the uploads that a state belongs to. */
export function halfOf(state: UploadState): string {
  return PENDING_STATES.some((pending) => pending === state) ? PENDING : ENDED;
}
