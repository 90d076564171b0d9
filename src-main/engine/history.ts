import { effectiveState } from '#domain/blockers.ts';
import type { Blockers } from '#domain/blockers.ts';
import { localDay } from './local-time.ts';
import type { DayTotal } from './store/state/days.ts';
import { readAttempts } from './store/history/history.ts';
import type { HistoryFilter, Section } from './store/history/history-filter.ts';
import { countSections } from './store/history/history-counts.ts';
import { readAll, readPage, type HistoryPage } from './store/history/history-query.ts';
import type { Ledger } from './store/ledger.ts';
import type { AttemptRow, UploadRow } from './store/uploads/rows.ts';

/** The history as windows ask for it: rows are as people see them, see `effectiveState`. */
export interface History {
  /** Newest first. */
  page(filter: HistoryFilter, page: HistoryPage): readonly UploadRow[];
  /** All that the filter lets through, newest first, for an export; other work may go on in between. */
  all(filter: HistoryFilter): Iterable<UploadRow>;
  /** Under the filter's portal, dialog, watch and period. */
  counts(filter?: HistoryFilter): Readonly<Record<Section, number>>;
  /** Deliveries a day and dialog between two moments, wall clock in milliseconds; also of rows long removed. */
  days(from: number, to: number): readonly DayTotal[];
  /** Every request made for an upload, oldest first. */
  attempts(id: number): readonly AttemptRow[];
}

export function createHistory({ db, days }: Ledger, standstill: () => Blockers): History {
  const seen = function* (rows: Iterable<UploadRow>, { states = [] }: HistoryFilter) {
    const now = standstill();
    for (const row of rows) {
      const outside = effectiveState(row, now);
      if (states.length === 0 || states.includes(outside.state)) yield outside;
    }
  };
  return {
    page: (filter, { before, limit }) => {
      const shown: UploadRow[] = [];
      let from = before;
      for (;;) {
        const stored = readPage(db, filter, { before: from, limit });
        shown.push(...seen(stored, filter));
        from = stored.at(-1)?.id;
        if (shown.length >= limit || stored.length < limit) return shown.slice(0, limit);
      }
    },
    all: (filter) => seen(readAll(db, filter), filter),
    counts: (filter) => countSections(db, filter),
    days: (from, to) => days.between(localDay(from), localDay(to)),
    attempts: (id) => readAttempts(db, id),
  };
}
