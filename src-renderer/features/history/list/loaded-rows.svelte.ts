import type { UploadItem } from '#contract/uploads.ts';

/** Rows of a page. */
export const PAGE = 100;

/** Reads the newest `PAGE` rows below an id, or of all. */
type ReadPage = (before: number | undefined) => Promise<readonly UploadItem[]>;

/** The rows of the list that were read so far, newest first. Further pages follow the last row. */
export class LoadedRows {
  rows = $state.raw<readonly UploadItem[]>([]);
  /** False once the oldest row is there. */
  hasMore = $state(false);

  readonly #readPage: ReadPage;
  readonly #onfailure: (error: unknown) => void;
  #isReading = false;
  /** Grows with every new list: a page that was asked for before belongs to another list. */
  #epoch = 0;

  constructor(readPage: ReadPage, onfailure: (error: unknown) => void) {
    this.#readPage = readPage;
    this.#onfailure = onfailure;
  }

  /** Replaces the list by the first page of another. */
  begin(page: readonly UploadItem[]): void {
    this.#epoch++;
    this.#isReading = false;
    this.rows = page;
    this.hasMore = page.length === PAGE;
  }

  find(id: number): UploadItem | undefined {
    return this.rows.find((row) => row.id === id);
  }

  /** Replaces rows that are loaded. */
  change(byId: ReadonlyMap<number, UploadItem>): void {
    if (this.rows.some(({ id }) => byId.has(id))) this.rows = this.rows.map((row) => byId.get(row.id) ?? row);
  }

  /** Reads the next page, unless one is on its way or none is left. */
  async more(): Promise<void> {
    if (this.#isReading || !this.hasMore) return;
    this.#isReading = true;
    const epoch = this.#epoch;
    try {
      const page = await this.#readPage(this.rows.at(-1)?.id);
      if (epoch !== this.#epoch) return;
      this.rows = [...this.rows, ...page];
      this.hasMore = page.length === PAGE;
    } catch (error) {
      if (epoch === this.#epoch) this.#onfailure(error);
    } finally {
      if (epoch === this.#epoch) this.#isReading = false;
    }
  }
}
