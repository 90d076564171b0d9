import type { Section, UploadItem } from '#contract/uploads.ts';
import { sectionOf } from '../sections.ts';
import type { LoadedRows } from './loaded-rows.svelte.ts';

/** What changed uploads mean for the list that is shown. */
export interface ListChanges {
  /** Ids above the newest row of the list. */
  readonly fresh: readonly number[];
  /** The numbers of the sections have changed. */
  readonly areCountsStale: boolean;
  /** The newest page is no longer what main would answer. */
  readonly isListStale: boolean;
}

/** Compares changed uploads with the loaded rows, before these are replaced. */
export function changesOf(
  changed: readonly UploadItem[],
  loaded: LoadedRows,
  section: Section | 'all',
): ListChanges {
  const newest = loaded.rows[0]?.id ?? 0;
  const fresh = changed.filter(({ id }) => id > newest).map(({ id }) => id);
  const pairs = changed.map((row) => ({ row, before: loaded.find(row.id) }));
  const hasMoved = pairs.some(
    ({ row, before }) => before !== undefined && sectionOf(before) !== sectionOf(row),
  );
  const hasCome = pairs.some(({ row, before }) => before === undefined && sectionOf(row) === section);
  const isListStale = fresh.length > 0 || hasCome || (hasMoved && section !== 'all');
  return { fresh, areCountsStale: hasMoved, isListStale };
}
