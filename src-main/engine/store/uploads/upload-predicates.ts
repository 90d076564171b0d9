import type { ErrorCode } from '#domain/errors.ts';
import { isSameVersion } from '#domain/file-stamp.ts';
import type { FoundFile } from '../../watcher/file-index.ts';
import { isClosed } from '#domain/upload.ts';
import type { UploadRow } from './rows.ts';

/** Sent, or perhaps sent, as it was: its stamp and name must stay. */
export function isUnderWay({ state }: UploadRow): boolean {
  return state === 'sending' || state === 'verifying';
}

/** The user is asked whether the file is meant for the chat at all. */
export function isQuestion(code: ErrorCode | undefined): boolean {
  return code === 'file.name-reused' || code === 'file.old';
}

/** Only the user can tell whether it is in the chat or is meant for it: a newer version must not take its place. */
export function isUndecided({ state, code }: UploadRow): boolean {
  return state === 'failed' && (code === 'delivery.undecided' || isQuestion(code));
}

/**
 * An attempt met the new version before the watch did: its upload goes by that version already. What changed after its
 * delivery is another version, also with the size and the time of the delivered one.
 */
export function isTakenBy(row: UploadRow | undefined, { stamp }: FoundFile): row is UploadRow {
  if (row === undefined || row.state === 'skipped' || row.state === 'cancelled') return false;
  return isSameVersion(row, stamp) && (row.state !== 'delivered' || row.ctimeMs === stamp.ctimeMs);
}

/** Not begun, and not to be asked about: what happens to the file can still happen to its upload. */
export function isWaiting(row: UploadRow | undefined): row is UploadRow {
  return row !== undefined && !isClosed(row) && !isUnderWay(row) && !isUndecided(row);
}
