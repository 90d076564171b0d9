import { AppError } from '#domain/errors.ts';
import type { UploadRow } from '../store/uploads/rows.ts';
import type { Portal, PostOutcome } from '../ports.ts';
import { lastMessageIdBefore } from './last-message-id.ts';
import { isDriveOffline } from './is-drive-offline.ts';
import { fileToPost, type DeliveryDeps } from './deps.ts';
import { requireOwnMessage } from './own-message.ts';
import { requireFits } from './require-fits.ts';
import { isDuplicate } from './duplicates.ts';
import { throughputMeter } from './throughput-meter.ts';

/** What came of trying to send one upload. */
export type AttemptResult =
  | PostOutcome
  /** Same content, same dialog, sent before. */
  | { readonly type: 'repeat' };

/**
 * Tries once to send an upload. `sending` is on disk before the first byte leaves; what became of it is for
 * the caller to record. Never throws.
 * @param claim records that the attempt begins, with the message id noted before it; throws an AppError to end it
 */
export async function attempt(
  deps: DeliveryDeps,
  portal: Portal,
  row: UploadRow,
  claim: (baseline: number) => void,
  signal: AbortSignal,
): Promise<AttemptResult> {
  try {
    requireFits(deps, portal, row);
    if (await isDuplicate(deps, row)) return { type: 'repeat' };
    const afterMessageId = await lastMessageIdBefore(deps, portal, row, signal);
    const measure = throughputMeter(deps.clock);
    const outcome = await portal.post(
      fileToPost(row),
      {
        onStart: () => claim(afterMessageId),
        onProgress: (sentBytes) =>
          deps.emit({ type: 'progress', id: row.id, sentBytes, bytesPerSecond: measure(sentBytes) }),
      },
      signal,
    );
    return outcome.type === 'failed'
      ? { ...outcome, error: await orAbsent(deps, row, outcome.error) }
      : requireOwnMessage(deps, { ...row, afterMessageId }, outcome);
  } catch (error) {
    return { type: 'failed', error: await orAbsent(deps, row, AppError.from(error)), sentBytes: 0 };
  }
}

/** A file that is gone with its whole folder is not deleted. */
async function orAbsent(deps: DeliveryDeps, row: UploadRow, error: AppError): Promise<AppError> {
  if (error.code !== 'file.vanished' || !(await isDriveOffline(deps, row))) return error;
  return new AppError('folder.missing', 'the folder is away', { cause: error });
}
