import type { UploadItem } from '#contract/uploads.ts';
import { dayOf } from '../../lib/time.ts';

export type Entry =
  | { readonly type: 'day'; readonly at: number; readonly key: string }
  | { readonly type: 'row'; readonly row: UploadItem; readonly key: number };

/** Rows with a heading before the first one of each day. */
export function withDays(rows: readonly UploadItem[]): Entry[] {
  const entries: Entry[] = [];
  let day: number | undefined;
  for (const row of rows) {
    const rowDay = dayOf(row.queuedAt);
    if (rowDay !== day) entries.push({ type: 'day', at: rowDay, key: `day-${rowDay}-${row.id}` });
    day = rowDay;
    entries.push({ type: 'row', row, key: row.id });
  }
  return entries;
}
