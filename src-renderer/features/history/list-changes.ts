import type { Section, UploadItem } from '#contract/uploads.ts';
import type { Pages } from './pages.svelte.ts';
import { sectionOf } from './sections.ts';

/** What changed uploads mean for the list that is shown. */
export interface ListChanges {
  /** Ids above the newest one of the list. */
  readonly fresh: readonly number[];
  /** The sections hold other numbers than before. */
  readonly areCountsStale: boolean;
  /** The newest page is no longer what main would answer. */
  readonly isListStale: boolean;
}

/** To be asked before the pages take the changes over. */
export function changesOf(
  changed: readonly UploadItem[],
  pages: Pages,
  section: Section | 'all',
): ListChanges {
  const newest = pages.rowAt(0)?.id ?? 0;
  const fresh = changed.filter(({ id }) => id > newest).map(({ id }) => id);
  const hasMoved = changed.some((row) => {
    const before = pages.rowOf(row.id);
    return before !== undefined && sectionOf(before) !== sectionOf(row);
  });
  const hasCome = changed.some((row) => sectionOf(row) === section && pages.placeOf(row.id) === undefined);
  const isListStale = fresh.length > 0 || hasCome || (hasMoved && section !== 'all');
  return { fresh, areCountsStale: hasMoved, isListStale };
}
