import { setImmediate } from 'node:timers/promises';
import type { History } from '#engine/history.ts';
import type { HistoryFilter } from '#engine/ledger/history-filter.ts';
import type { HistoryPage } from '#engine/ledger/history-query.ts';
import type { UploadRow } from '#engine/ledger/rows.ts';

/** So many rows are passed at a stretch: 5 to 10 ms of processor time in a ledger of a million, either way. */
const STRIDES = { counted: 50_000, read: 1_000 };

/**
 * A page of the history, however far down. The rows above it are passed in strides, and between two of them everything
 * else goes on: half a million at once would hold main up for a tenth of a second and more.
 */
export async function pageInStrides(
  history: Pick<History, 'page'>,
  filter: HistoryFilter,
  { before, skip = 0, limit }: HistoryPage,
  strides = STRIDES,
): Promise<readonly UploadRow[]> {
  // A text is looked for row by row, and its list grows while it is scrolled: it is never leapt through.
  if ((filter.text ?? '') !== '') return history.page(filter, { before, skip, limit });
  // Only each state of a dialog or a watch has an index in the list's order. Counting off all states would walk the
  // whole ledger for the few rows that are wanted.
  const isRead = filter.section === undefined && (filter.dialog !== undefined || filter.watch !== undefined);
  const stride = isRead ? strides.read : strides.counted;
  let from = before;
  let left = skip;
  while (left >= stride) {
    const step = isRead ? { limit: stride } : { skip: stride - 1, limit: 1 };
    const passed = history.page(filter, { before: from, ...step }).at(-1);
    if (passed === undefined) return [];
    from = passed.id;
    left -= stride;
    await setImmediate();
  }
  if (isRead) return history.page(filter, { before: from, limit: left + limit }).slice(left);
  return history.page(filter, { before: from, skip: left, limit });
}
