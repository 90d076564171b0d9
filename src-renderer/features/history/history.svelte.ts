import type { AppClient } from '#contract/contract.ts';
import type { HistoryFilters, Section, UploadItem } from '#contract/uploads.ts';
import { clock } from '../../lib/clock.svelte.ts';
import { codeOf } from '../../lib/wording.ts';
import { dayOf } from '../../lib/time.ts';
import type { ErrorCode } from '#texts/errors.ts';
import { Batch } from './batch.ts';
import { filtersOf, NO_CHOICE, type Choice } from './filters.ts';
import { withDays } from './listing.ts';
import { sectionOf } from './sections.ts';

const PAGE = 200;
/** Rows held at once; a browser draws no higher list. Beyond them the list begins anew, further back. */
const MOST_ROWS = 50_000;
const FLUSH_MS = 200;

/** The rows of the history as far as they have been scrolled to, newest first. */
export class HistoryModel {
  section = $state<Section | 'all'>('all');
  choice = $state.raw<Choice>(NO_CHOICE);
  counts = $state.raw<Readonly<Record<Section, number>>>();
  /** Undefined until the first page is there. */
  rows = $state.raw<readonly UploadItem[]>();
  failure = $state<ErrorCode>();
  /** The list goes on, but further than it is held. */
  isFull = $state(false);
  /** The list does not begin with the newest upload. */
  isOlder = $state(false);
  readonly entries = $derived(withDays(this.rows ?? []));
  readonly isFiltered = $derived(Object.keys(this.filters).length > 0);

  #isAtEnd = false;
  #isBringing = false;
  /** Answers to questions asked before the newest one are dropped. */
  #asked = 0;
  readonly #client: AppClient;
  readonly #closers: (() => void)[] = [];
  readonly #batch = new Batch<number, UploadItem>(FLUSH_MS, (rows) => this.#take(rows));
  readonly #refresh = new Batch<'all', true>(FLUSH_MS, () => void this.#list());

  constructor(client: AppClient) {
    this.#client = client;
  }

  get filters(): HistoryFilters {
    return filtersOf(this.choice, dayOf(clock.now));
  }

  async open(): Promise<void> {
    const { uploads } = this.#client;
    this.#closers.push(
      uploads.on('changed', (row) => this.#batch.add(row.id, row)),
      uploads.on('stale', () => this.#refresh.add('all', true)),
      () => this.#batch.close(),
      () => this.#refresh.close(),
    );
    await this.#list();
  }

  close(): void {
    for (const close of this.#closers.splice(0)) close();
  }

  async show(section: Section | 'all'): Promise<void> {
    this.section = section;
    await this.#list();
  }

  async filter(choice: Choice): Promise<void> {
    this.choice = choice;
    await this.#list();
  }

  /** Brings the next page, unless it is on its way or there is none. */
  async more(): Promise<void> {
    const last = this.rows?.at(-1);
    if (last === undefined || this.#isAtEnd || this.#isBringing || this.isFull) return;
    this.#isBringing = true;
    const asked = this.#asked;
    try {
      const page = await this.#page(last.id);
      if (asked !== this.#asked) return;
      this.rows = [...(this.rows ?? []), ...page];
      this.#isAtEnd = page.length < PAGE;
      this.isFull = !this.#isAtEnd && this.rows.length >= MOST_ROWS;
    } catch (error) {
      this.failure = codeOf(error);
    } finally {
      this.#isBringing = false;
    }
  }

  /** Begins the list anew where it ended. */
  async older(): Promise<void> {
    const last = this.rows?.at(-1);
    if (last !== undefined) await this.#list(last.id);
  }

  async newest(): Promise<void> {
    await this.#list();
  }

  async #list(before?: number): Promise<void> {
    const asked = ++this.#asked;
    try {
      const [page, counts] = await Promise.all([
        this.#page(before),
        this.#client.uploads.counts({ filters: this.filters }),
      ]);
      if (asked !== this.#asked) return;
      this.rows = page;
      this.counts = counts;
      this.failure = undefined;
      this.#isAtEnd = page.length < PAGE;
      this.isFull = false;
      this.isOlder = before !== undefined;
    } catch (error) {
      if (asked === this.#asked) this.failure = codeOf(error);
    }
  }

  #page(before: number | undefined): Promise<readonly UploadItem[]> {
    return this.#client.uploads.page({
      ...(this.section === 'all' ? {} : { section: this.section }),
      filters: this.filters,
      ...(before === undefined ? {} : { before }),
      limit: PAGE,
    });
  }

  /** Changes known rows in place; a row that is new, or has changed its section, makes the list be read again. */
  #take(changed: readonly UploadItem[]): void {
    const byId = new Map(changed.map((row) => [row.id, row]));
    const hasMoved = (this.rows ?? []).some((row) => {
      const fresh = byId.get(row.id);
      return fresh !== undefined && sectionOf(fresh) !== sectionOf(row);
    });
    const rows = (this.rows ?? []).map((row) => {
      const fresh = byId.get(row.id);
      if (fresh === undefined) return row;
      byId.delete(row.id);
      return fresh;
    });
    this.rows = this.section === 'all' ? rows : rows.filter((row) => sectionOf(row) === this.section);
    const newest = rows[0]?.id ?? 0;
    const hasNew = [...byId.keys()].some((id) => id > newest);
    if (!this.isOlder && hasNew) this.#refresh.add('all', true);
    else if (hasMoved) void this.#count();
  }

  async #count(): Promise<void> {
    try {
      this.counts = await this.#client.uploads.counts({ filters: this.filters });
    } catch (error) {
      this.failure = codeOf(error);
    }
  }
}
