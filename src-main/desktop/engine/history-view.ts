import type { ChartDay, HistoryFilters, Section } from '#contract/uploads.ts';
import { SECTIONS } from '#contract/uploads.ts';
import { UPLOAD_STATES, type UploadState } from '#domain/upload.ts';
import type { LedgerBeside } from '#engine/ledger/beside.ts';
import type { UploadRow } from '#engine/ledger/rows.ts';
import type { Surroundings } from './upload-item.ts';

const SECTION_OF: Readonly<Record<UploadState, Section>> = {
  settling: 'in-progress',
  queued: 'in-progress',
  sending: 'in-progress',
  waiting: 'in-progress',
  unknown: 'in-progress',
  failed: 'needs-you',
  delivered: 'delivered',
  skipped: 'skipped',
  cancelled: 'skipped',
};

interface PageQuery {
  readonly section?: Section | undefined;
  readonly filters: HistoryFilters;
  readonly before?: number | undefined;
  readonly limit: number;
}

/** Rows of a section that pass the filters, oldest first. */
export function* rowsOf(
  ledger: Pick<LedgerBeside, 'history'>,
  section: Section | undefined,
  filters: HistoryFilters,
): Generator<UploadRow> {
  const states = section === undefined ? [] : UPLOAD_STATES.filter((state) => SECTION_OF[state] === section);
  for (const row of ledger.history({ states })) if (passes(row, filters)) yield row;
}

/** One page, newest first. */
export function pageOf(ledger: Pick<LedgerBeside, 'history'>, query: PageQuery): readonly UploadRow[] {
  const rows = [...rowsOf(ledger, query.section, query.filters)].reverse();
  return rows.filter(({ id }) => query.before === undefined || id < query.before).slice(0, query.limit);
}

export function countsOf(
  ledger: Pick<LedgerBeside, 'history'>,
  filters: HistoryFilters,
): Readonly<Record<Section, number>> {
  const counts = Object.fromEntries(SECTIONS.map((section) => [section, 0])) as Record<Section, number>;
  for (const row of rowsOf(ledger, undefined, filters)) counts[SECTION_OF[row.state]] += 1;
  return counts;
}

/** Deliveries of the last days, by day and dialog, oldest first. */
export function chartOf(
  ledger: Pick<LedgerBeside, 'history'>,
  filters: HistoryFilters,
  days: number,
  { titleOf }: Pick<Surroundings, 'titleOf'>,
  now: number,
): readonly ChartDay[] {
  const since = new Date(now);
  since.setHours(0, 0, 0, 0);
  since.setDate(since.getDate() - days + 1);
  const found = new Map<string, ChartDay>();
  for (const row of rowsOf(ledger, 'delivered', filters)) {
    if (row.deliveredAt === undefined || row.deliveredAt < since.getTime()) continue;
    const day = localDay(row.deliveredAt);
    const key = `${day} ${row.portal} ${row.dialog}`;
    const known = found.get(key);
    found.set(key, {
      day,
      dialog: row.dialog,
      chatTitle: titleOf(row) ?? row.dialog,
      files: (known?.files ?? 0) + 1,
      bytes: (known?.bytes ?? 0) + row.size,
    });
  }
  return [...found.values()].sort((a, b) => a.day.localeCompare(b.day));
}

function passes(row: UploadRow, filters: HistoryFilters): boolean {
  const { search, portal, dialog, watch, from, to } = filters;
  const text = search?.toLocaleLowerCase() ?? '';
  return (
    (portal === undefined || row.portal === portal) &&
    (dialog === undefined || row.dialog === dialog) &&
    (watch === undefined || row.watch === watch) &&
    (from === undefined || row.queuedAt >= from) &&
    (to === undefined || row.queuedAt <= to) &&
    (text === '' || `${row.path}\n${row.dialog}`.toLocaleLowerCase().includes(text))
  );
}

function localDay(at: number): string {
  const date = new Date(at);
  const pad = (part: number) => String(part).padStart(2, '0');
  return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
}
