import { isSameVersion } from '#domain/file-stamp.ts';
import type { FoundFile } from '../../watcher/file-index.ts';
import { isClosed } from '#domain/upload.ts';
import type { UploadRow } from './rows.ts';

/** Sent, or perhaps sent, as it was: its stamp and name must stay. */
export function isUnderWay({ state }: UploadRow): boolean {
  return state === 'sending' || state === 'verifying';
}

/** What it was may be in the chat, which only the user can tell: a newer version must not take its place. */
export function isUndecided({ state, code }: UploadRow): boolean {
  return state === 'failed' && code === 'delivery.undecided';
}

/** An attempt met the new version before the watch did: its upload goes by that version already. */
export function isTakenBy(row: UploadRow | undefined, file: FoundFile): row is UploadRow {
  return (
    row !== undefined &&
    row.state !== 'skipped' &&
    row.state !== 'cancelled' &&
    isSameVersion(row, file.stamp)
  );
}

/** Not begun, and not to be asked about: what happens to the file can still happen to its upload. */
export function isWaiting(row: UploadRow | undefined): row is UploadRow {
  return row !== undefined && !isClosed(row) && !isUnderWay(row) && !isUndecided(row);
}
