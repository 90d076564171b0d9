import type { HistoryFilters, Section, UploadItem } from '#contract/uploads.ts';

/** Rows of a page. A burst never reaches over the edge of one. */
export const PAGE = 100;

/** Which rows a page holds: those below an id, after so many have been left out. */
export interface Wanted {
  readonly before: number | undefined;
  readonly skip: number;
}

/** As main is asked for it. */
export function requestOf(section: Section | 'all', filters: HistoryFilters, { before, skip }: Wanted) {
  return {
    ...(section === 'all' ? {} : { section }),
    filters,
    ...(before === undefined ? {} : { before }),
    ...(skip === 0 ? {} : { skip }),
    limit: PAGE,
  };
}

/** Below which id each page seen so far begins: going back to it leaves nothing out, and costs nothing. */
export class PageEdges {
  readonly #edges = new Map<number, number>();

  /** A page has been brought. */
  learn(page: number, rows: readonly UploadItem[]): void {
    const [first, last] = [rows[0], rows.at(-1)];
    if (first !== undefined) this.#edges.set(page, first.id + 1);
    if (last !== undefined && rows.length === PAGE) this.#edges.set(page + 1, last.id);
  }

  /** From the nearest page above whose edge is known. */
  wantedOf(page: number): Wanted {
    const nearest = Math.max(...[...this.#edges.keys()].filter((one) => one <= page));
    return { before: this.#edges.get(nearest), skip: (page - nearest) * PAGE };
  }
}
