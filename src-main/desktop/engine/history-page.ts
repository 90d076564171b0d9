import { setImmediate } from 'node:timers/promises';
import type { History } from '#engine/history.ts';
import type { HistoryFilter } from '#engine/ledger/history-filter.ts';
import type { HistoryPage } from '#engine/ledger/history-query.ts';
import type { UploadRow } from '#engine/ledger/rows.ts';

/** So many rows are passed at a stretch: about 10 ms in a ledger of a million. */
const STRIDE = 50_000;

/**
 * A page of the history, however far down. The rows above it are passed in strides, and between two of them everything
 * else goes on: half a million at once would hold main up for a tenth of a second and more.
 */
export async function pageInStrides(
  history: Pick<History, 'page'>,
  filter: HistoryFilter,
  { before, skip = 0, limit }: HistoryPage,
  stride = STRIDE,
): Promise<readonly UploadRow[]> {
  let from = before;
  let left = skip;
  // A text is looked for row by row, and its list grows while it is scrolled: it is never leapt through.
  while (left > stride && (filter.text ?? '') === '') {
    const [passed] = history.page(filter, { before: from, skip: stride - 1, limit: 1 });
    if (passed === undefined) return [];
    from = passed.id;
    left -= stride;
    await setImmediate();
  }
  return history.page(filter, { before: from, skip: left, limit });
}
