import { AppError } from '#domain/errors.ts';
import type { UploadRow } from '../ledger/rows.ts';
import type { Portal, PostOutcome } from '../ports.ts';
import { baselineFor } from './last-message-id.ts';
import { isAway } from './is-drive-offline.ts';
import { fileToPost, type DeliveryParts } from './deps.ts';
import { requireFits } from './observe-limits.ts';
import { isRepeat } from './duplicates.ts';
import { speedometer } from './throughput-meter.ts';

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
  parts: DeliveryParts,
  portal: Portal,
  row: UploadRow,
  claim: (baseline: number) => void,
  signal: AbortSignal,
): Promise<AttemptResult> {
  try {
    requireFits(parts, portal, row);
    if (await isRepeat(parts, row)) return { type: 'repeat' };
    const baseline = await baselineFor(parts, portal, row, signal);
    const measure = speedometer(parts.clock);
    const outcome = await portal.post(
      fileToPost(row),
      {
        onStart: () => claim(baseline),
        onProgress: (sentBytes) =>
          parts.emit({ type: 'progress', id: row.id, sentBytes, bytesPerSecond: measure(sentBytes) }),
      },
      signal,
    );
    return outcome.type === 'failed'
      ? { ...outcome, error: await orAbsent(parts, row, outcome.error) }
      : outcome;
  } catch (error) {
    return { type: 'failed', error: await orAbsent(parts, row, AppError.from(error)), sentBytes: 0 };
  }
}

/** A file that is gone with its whole folder is not deleted. */
async function orAbsent(parts: DeliveryParts, row: UploadRow, error: AppError): Promise<AppError> {
  if (error.code !== 'file.vanished' || !(await isAway(parts, row))) return error;
  return new AppError('folder.missing', 'the folder is away', { cause: error });
}
