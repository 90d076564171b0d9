import type { UploadItem } from '#contract/uploads.ts';
import { PAGE, PageEdges, type Wanted } from './page-edges.ts';

/** Pages held at once, those nearest to what is in sight. */
const KEPT = 24;

/** A window onto a list far too long to be held: pages by their place, brought when they come into sight. */
export class Pages {
  held = $state.raw<ReadonlyMap<number, readonly UploadItem[]>>(new Map());
  /** Rows known so far. */
  readonly known = $derived(Math.max(0, ...[...this.held].map(([page, rows]) => page * PAGE + rows.length)));
  /** How many rows there are, once the last page has been seen. */
  end = $state<number>();

  #edges = new PageEdges();
  #wanted: readonly number[] = [];
  #isBringing = false;
  #listing = 0;
  readonly #bring: (wanted: Wanted) => Promise<readonly UploadItem[]>;
  readonly #onfailure: (error: unknown) => void;

  constructor(
    bring: (wanted: Wanted) => Promise<readonly UploadItem[]>,
    onfailure: (error: unknown) => void,
  ) {
    this.#bring = bring;
    this.#onfailure = onfailure;
  }

  /** Begins anew with the newest page. What is on its way for the list before is dropped. */
  begin(first: readonly UploadItem[]): void {
    this.#listing++;
    this.#edges = new PageEdges();
    this.#wanted = [];
    this.end = undefined;
    this.held = new Map();
    this.#keep(0, first);
  }

  rowAt(at: number): UploadItem | undefined {
    return this.held.get(Math.floor(at / PAGE))?.[at % PAGE];
  }

  /** Of the rows that are held. */
  idsWith(isWanted: (row: UploadItem) => boolean): readonly number[] {
    return [...this.held.values()].flatMap((rows) => rows.filter(isWanted).map(({ id }) => id));
  }

  rowOf(id: number): UploadItem | undefined {
    const place = this.placeOf(id);
    return place === undefined ? undefined : this.rowAt(place);
  }

  /** Where a row stands; undefined while it is not held. */
  placeOf(id: number): number | undefined {
    for (const [page, rows] of this.held) {
      const index = rows.findIndex((row) => row.id === id);
      if (index >= 0) return page * PAGE + index;
    }
    return undefined;
  }

  /** Rows that are held become these. */
  change(byId: ReadonlyMap<number, UploadItem>): void {
    const held = new Map(this.held);
    for (const [page, rows] of this.held) {
      if (rows.some(({ id }) => byId.has(id)))
        held.set(
          page,
          rows.map((row) => byId.get(row.id) ?? row),
        );
    }
    this.held = held;
  }

  /** Rows between these places are in sight: theirs and the neighbouring pages are brought, one after another. */
  async look(first: number, last: number, count: number): Promise<void> {
    const pages = Array.from(
      { length: Math.floor(last / PAGE) - Math.floor(first / PAGE) + 1 },
      (_, index) => Math.floor(first / PAGE) + index,
    );
    const [from, to] = [pages[0] ?? 0, pages.at(-1) ?? 0];
    this.#wanted = [...pages, to + 1, from - 1].filter((page) => page >= 0 && page * PAGE < count);
    if (this.#isBringing) return;
    this.#isBringing = true;
    try {
      for (;;) {
        const page = this.#wanted.find((one) => !this.held.has(one));
        if (page === undefined) return;
        const listing = this.#listing;
        const rows = await this.#bring(this.#edges.wantedOf(page));
        if (listing === this.#listing) this.#keep(page, rows);
      }
    } catch (error) {
      this.#onfailure(error);
    } finally {
      this.#isBringing = false;
    }
  }

  #keep(page: number, rows: readonly UploadItem[]): void {
    this.#edges.learn(page, rows);
    if (rows.length < PAGE) this.end = page * PAGE + rows.length;
    const middle = this.#wanted[0] ?? page;
    const nearest = [...new Map(this.held).set(page, rows)].sort(
      ([one], [other]) => Math.abs(one - middle) - Math.abs(other - middle),
    );
    this.held = new Map(nearest.slice(0, KEPT).sort(([one], [other]) => one - other));
  }
}
