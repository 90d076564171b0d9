import { SECTIONS } from '#contract/constants.ts';
import type { AppClient } from '#contract/contract.ts';
import type { HistoryFilters, Section, UploadItem } from '#contract/uploads.ts';
import type { ErrorCode } from '#texts/errors.ts';
import { clock } from '../../lib/clock.svelte.ts';
import { dayOf } from '../../lib/time.ts';
import { codeOf } from '../../lib/wording.ts';
import { Batch } from './batch.ts';
import { filtersOf, NO_CHOICE, type Choice } from './filters.ts';
import { PAGE, Pages, type Wanted } from './pages.svelte.ts';
import { sectionOf } from './sections.ts';

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
  readonly count = $derived.by(() => this.#countNow());

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

  #page({ before, skip }: Wanted): Promise<readonly UploadItem[]> {
    return this.#client.uploads.page({
      ...(this.section === 'all' ? {} : { section: this.section }),
      filters: this.filters,
      ...(before === undefined ? {} : { before }),
      ...(skip === 0 ? {} : { skip }),
      limit: PAGE,
    });
  }

  /** A search is not counted beforehand: its list grows while it is scrolled. */
  #countNow(): number {
    const { known, end } = this.pages;
    if (end !== undefined) return end;
    if (this.counts === undefined || this.filters.search !== undefined) return known + PAGE;
    const { counts, section } = this;
    const wanted: readonly Section[] = section === 'all' ? SECTIONS : [section];
    const counted = wanted.reduce((sum, one) => sum + counts[one], 0);
    return Math.max(known, counted);
  }

  /** Changes rows in place. New ones, and such as leave their section, make the newest page be read again. */
  #take(changed: readonly UploadItem[]): void {
    const byId = new Map(changed.map((row) => [row.id, row]));
    const newest = this.pages.rowAt(0)?.id ?? 0;
    const isNew = changed.filter(({ id }) => id > newest).map(({ id }) => id);
    const hasMoved = changed.some((row) => this.#hasMoved(row));
    const hasCome = changed.some((row) => this.#hasCome(row));
    this.pages.change(byId);
    if (!this.#isAtTop) this.fresh = new Set([...this.fresh, ...isNew]);
    else if (isNew.length > 0 || hasCome || (hasMoved && this.section !== 'all'))
      this.#refresh.add('all', true);
    if (hasMoved) void this.#count();
  }

  #hasMoved(row: UploadItem): boolean {
    const before = this.pages.rowOf(row.id);
    return before !== undefined && sectionOf(before) !== sectionOf(row);
  }

  /** It belongs into the section that is shown, and was not there before. */
  #hasCome(row: UploadItem): boolean {
    return sectionOf(row) === this.section && this.pages.placeOf(row.id) === undefined;
  }

  async #count(): Promise<void> {
    try {
      this.counts = await this.#client.uploads.counts({ filters: this.filters });
    } catch (error) {
      this.failure = codeOf(error);
    }
  }
}
