import type { AppClient } from '#contract/contract.ts';
import type { HistoryFilters, Section, UploadItem } from '#contract/uploads.ts';
import type { ErrorCode } from '#texts/errors.ts';
import { clock } from '../../lib/clock.svelte.ts';
import { dayOf } from '../../lib/time.ts';
import { codeOf } from '../../lib/wording.ts';
import { Batch } from './batch.ts';
import { filtersOf, NO_CHOICE, type Choice } from './filters.ts';
import { changesOf } from './list-changes.ts';
import { lengthOf } from './list-length.ts';
import { requestOf, type Wanted } from './page-edges.ts';
import { Pages } from './pages.svelte.ts';

const FLUSH_MS = 200;

/** The history under its filters, newest first: how long it is, and the rows near what is in sight. */
export class HistoryModel {
  section = $state<Section | 'all'>('all');
  choice = $state.raw<Choice>(NO_CHOICE);
  /** Under the filters; a search is not counted. */
  counts = $state.raw<Readonly<Record<Section, number>>>();
  failure = $state<ErrorCode>();
  /** False until the first page is there. */
  isRead = $state(false);
  /** Grows with every list that is not a continuation of the one before. */
  epoch = $state(0);
  /** Uploads that came while the list was scrolled away from the newest: it stays as it is until it is asked. */
  fresh = $state.raw<ReadonlySet<number>>(new Set());
  readonly pages: Pages;
  readonly count = $derived.by(() => {
    const { known, end } = this.pages;
    const counts = this.filters.search === undefined ? this.counts : undefined;
    return lengthOf({ known, end, counts, section: this.section });
  });

  #isAtTop = true;
  /** Answers to questions asked before the newest one are dropped. */
  #asked = 0;
  readonly #client: AppClient;
  readonly #closers: (() => void)[] = [];
  readonly #batch = new Batch<number, UploadItem>(FLUSH_MS, (rows) => this.#take(rows));
  readonly #refresh = new Batch<'all', true>(FLUSH_MS, () => void this.#list());

  constructor(client: AppClient) {
    this.#client = client;
    this.pages = new Pages(
      (wanted) => this.#page(wanted),
      (error) => (this.failure = codeOf(error)),
    );
  }

  get filters(): HistoryFilters {
    return filtersOf(this.choice, dayOf(clock.now));
  }

  async open(): Promise<void> {
    const { uploads } = this.#client;
    this.#closers.push(
      uploads.on('changed', (row) => this.#batch.add(row.id, row)),
      uploads.on('stale', () => (this.#isAtTop ? this.#refresh.add('all', true) : void this.#count())),
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
    await this.newest();
  }

  async filter(choice: Choice): Promise<void> {
    this.choice = choice;
    await this.newest();
  }

  /** Begins the list anew, at its newest upload. */
  async newest(): Promise<void> {
    this.epoch++;
    await this.#list();
  }

  /** These rows are in sight. */
  look(first: number, last: number): void {
    this.#isAtTop = first === 0;
    void this.pages.look(first, last, this.count);
  }

  async #list(): Promise<void> {
    const asked = ++this.#asked;
    try {
      const [page, counts] = await Promise.all([
        this.#page({ before: undefined, skip: 0 }),
        this.#client.uploads.counts({ filters: this.filters }),
      ]);
      if (asked !== this.#asked) return;
      this.counts = counts;
      this.pages.begin(page);
      this.fresh = new Set();
      this.failure = undefined;
      this.isRead = true;
    } catch (error) {
      if (asked === this.#asked) this.failure = codeOf(error);
    }
  }

  #page(wanted: Wanted): Promise<readonly UploadItem[]> {
    return this.#client.uploads.page(requestOf(this.section, this.filters, wanted));
  }

  /** Changes rows in place. New ones, and such as leave their section, make the newest page be read again. */
  #take(changed: readonly UploadItem[]): void {
    const { fresh, areCountsStale, isListStale } = changesOf(changed, this.pages, this.section);
    this.pages.change(new Map(changed.map((row) => [row.id, row])));
    if (!this.#isAtTop) this.fresh = new Set([...this.fresh, ...fresh]);
    else if (isListStale) this.#refresh.add('all', true);
    if (areCountsStale) void this.#count();
  }

  async #count(): Promise<void> {
    try {
      this.counts = await this.#client.uploads.counts({ filters: this.filters });
    } catch (error) {
      this.failure = codeOf(error);
    }
  }
}
