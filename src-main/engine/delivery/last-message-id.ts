import type { UploadRow } from '../store/uploads/rows.ts';
import type { Portal } from '../ports.ts';
import type { DeliveryDeps } from './deps.ts';

/** How long the newest known message id spares the question. It only makes a later look read further back. */
const FRESH_FOR_MS = 3_600_000;

/**
 * The message id after which a look into the chat begins. Known from our own deliveries where messages can be
 * read back, so that an upload costs one request of the portal's bucket, not two; otherwise asked each time,
 * because then only an unchanged newest id proves anything.
 * @throws AppError what the portal or the network did
 */
export async function lastMessageIdBefore(
  deps: DeliveryDeps,
  portal: Portal,
  row: UploadRow,
  signal: AbortSignal,
): Promise<number> {
  const { cursors } = deps.ledger;
  if (await portal.canReadMessages(row, signal)) {
    const known = cursors.get(row.portal, row.dialog, deps.clock.now() - FRESH_FOR_MS);
    if (known !== undefined) return known;
  }
  const newest = await portal.newestMessageId(row, signal);
  cursors.put(row.portal, row.dialog, newest, deps.clock.now());
  return newest;
}
