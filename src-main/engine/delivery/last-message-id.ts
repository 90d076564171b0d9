import type { UploadRow } from '../ledger/rows.ts';
import type { Portal } from '../ports.ts';
import type { DeliveryParts } from './deps.ts';

/** How long the newest known message id spares the question. It only makes a later look read further back. */
const FRESH_FOR_MS = 3_600_000;

/**
 * The message id after which a look into the chat begins. Known from our own deliveries where messages can be
 * read back, so that an upload costs one request of the portal's bucket, not two; otherwise asked each time,
 * because then only an unchanged newest id proves anything.
 * @throws AppError what the portal or the network did
 */
export async function baselineFor(
  parts: DeliveryParts,
  portal: Portal,
  row: UploadRow,
  signal: AbortSignal,
): Promise<number> {
  const { marks } = parts.ledger;
  if (await portal.canReadMessages(row, signal)) {
    const known = marks.get(row.portal, row.dialog, parts.clock.now() - FRESH_FOR_MS);
    if (known !== undefined) return known;
  }
  const newest = await portal.newestMessageId(row, signal);
  marks.put(row.portal, row.dialog, newest, parts.clock.now());
  return newest;
}
