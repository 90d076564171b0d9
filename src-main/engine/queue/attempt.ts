import { AppError } from '#domain/errors.ts';
import type { UploadRow } from '../ledger/rows.ts';
import type { Portal, PostOutcome } from '../ports.ts';
import { baselineFor } from './baseline.ts';
import { fileToPost, type DeliveryParts } from './parts.ts';
import { requireFits } from './portal-lessons.ts';
import { isRepeat } from './repeats.ts';
import { speedometer } from './speedometer.ts';

/** What came of trying to send one upload. */
export type AttemptResult =
  | PostOutcome
  /** Same content, same dialog, sent before. */
  | { readonly type: 'repeat' };

/**
 * Tries once to send an upload. `sending` is on disk before the first byte leaves; what became of it is for
 * the caller to record. Never throws.
 * @param claim records that the attempt begins, with the message id noted before it
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
    return await portal.post(
      fileToPost(row),
      {
        onStart: () => claim(baseline),
        onProgress: (sentBytes) =>
          parts.emit({ type: 'progress', id: row.id, sentBytes, bytesPerSecond: measure(sentBytes) }),
      },
      signal,
    );
  } catch (error) {
    return { type: 'failed', error: AppError.from(error), sentBytes: 0 };
  }
}
