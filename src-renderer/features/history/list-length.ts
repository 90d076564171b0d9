import { SECTIONS } from '#contract/constants.ts';
import type { Section } from '#contract/uploads.ts';
import { PAGE } from './page-edges.ts';

/** What is known of how long a list is. */
export interface KnownLength {
  /** Rows known so far. */
  readonly known: number;
  /** How many there are, once the last page has been seen. */
  readonly end: number | undefined;
  /** Undefined where nothing is counted beforehand, as under a search: such a list grows while it is scrolled. */
  readonly counts: Readonly<Record<Section, number>> | undefined;
  readonly section: Section | 'all';
}

export function lengthOf({ known, end, counts, section }: KnownLength): number {
  if (end !== undefined) return end;
  if (counts === undefined) return known + PAGE;
  const wanted: readonly Section[] = section === 'all' ? SECTIONS : [section];
  return Math.max(
    known,
    wanted.reduce((sum, one) => sum + counts[one], 0),
  );
}
