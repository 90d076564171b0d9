import type { AppClient } from '#contract/contract.ts';
import type { HistoryFilters, Section, UploadItem } from '#contract/uploads.ts';
import type { ErrorCode } from '#texts/errors.ts';
import { clock } from '../../../lib/clock.svelte.ts';
import { dayOf } from '../../../lib/time.ts';
import { codeOf } from '../../../lib/wording.ts';
import { Batch } from '../batch.ts';
import { filtersOf, NO_CHOICE, type Choice } from '../filters.ts';
import { changesOf } from './list-changes.ts';
import { LoadedRows, PAGE } from './loaded-rows.svelte.ts';

const FLUSH_MS = 200;

/** The history under its filters, newest first: the numbers of its sections, and the rows read so far. */
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
  readonly loaded: LoadedRows;

  #isAtTop = true;
  /** Answers to questions asked before the newest one are dropped. */
  #asked = 0;
  readonly #client: AppClient;
  readonly #closers: (() => void)[] = [];
  readonly #batch = new Batch<number, UploadItem>(FLUSH_MS, (rows) => this.#take(rows));
  readonly #refresh = new Batch<'all', true>(FLUSH_MS, () => void this.#list());

  constructor(client: AppClient) {
    this.#client = client;
    this.loaded = new LoadedRows(
      (before) => this.#page(before),
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

  /** The list was scrolled. Reads more rows when its end is near. */
  scrolled({ isAtTop, isNearEnd }: { readonly isAtTop: boolean; readonly isNearEnd: boolean }): void {
    this.#isAtTop = isAtTop;
    if (isNearEnd) void this.loaded.more();
  }

  async #list(): Promise<void> {
    const asked = ++this.#asked;
    try {
      const [page, counts] = await Promise.all([
        this.#page(undefined),
        this.#client.uploads.counts({ filters: this.filters }),
      ]);
      if (asked !== this.#asked) return;
      this.counts = counts;
      this.loaded.begin(page);
      this.fresh = new Set();
      this.failure = undefined;
      this.isRead = true;
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

  /** Changes rows in place. New ones, and such as leave their section, make the newest page be read again. */
  #take(changed: readonly UploadItem[]): void {
    const { fresh, areCountsStale, isListStale } = changesOf(changed, this.loaded, this.section);
    this.loaded.change(new Map(changed.map((row) => [row.id, row])));
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
