import type { AppClient } from '#contract/contract.ts';
import type { UploadItem } from '#contract/uploads.ts';
import { attempt } from '../../lib/notes.svelte.ts';
import { Batch } from './batch.ts';
import { groupsOf } from './list/groups.ts';
import { sectionOf } from './sections.ts';

const FLUSH_MS = 150;
/** Lines of each list; a group is one. */
const LINES = 5;
/** Rows asked for, so that there is something to fold. */
const PAGE = 60;
/** Rows remembered beyond those that are shown: the result of a drop speaks of them. */
const REMEMBERED = 1_000;

/** What the popover shows of the history: what is under way, and the last deliveries. */
export class RecentModel {
  /** Undefined until the first answer. */
  rows = $state.raw<ReadonlyMap<number, UploadItem>>();
  readonly live = $derived(this.#shown((row) => sectionOf(row) === 'in-progress', byActivity));
  readonly delivered = $derived(this.#shown((row) => row.state === 'delivered', byDelivery));

  readonly #client: AppClient;
  readonly #closers: (() => void)[] = [];
  readonly #batch = new Batch<number, UploadItem>(FLUSH_MS, (rows) => this.#take(rows));

  constructor(client: AppClient) {
    this.#client = client;
  }

  async open(): Promise<void> {
    this.#closers.push(
      this.#client.uploads.on('changed', (row) => this.#batch.add(row.id, row)),
      this.#client.uploads.on('stale', () => void this.#list()),
      () => this.#batch.close(),
    );
    await this.#list();
  }

  close(): void {
    for (const close of this.#closers.splice(0)) close();
  }

  async cancel(id: number): Promise<void> {
    await attempt(this.#client.uploads.cancel(id));
  }

  async #list(): Promise<void> {
    const page = (section: 'in-progress' | 'delivered') =>
      this.#client.uploads.page({ section, filters: {}, limit: PAGE });
    const [live, delivered] = await Promise.all([page('in-progress'), page('delivered')]);
    this.rows = new Map([...live, ...delivered].map((row) => [row.id, row]));
  }

  #take(rows: readonly UploadItem[]): void {
    const all = new Map(this.rows);
    for (const row of rows) all.set(row.id, row);
    const surplus = all.size - REMEMBERED;
    if (surplus > 0) for (const id of [...all.keys()].sort((a, b) => a - b).slice(0, surplus)) all.delete(id);
    this.rows = all;
  }

  #shown(
    wanted: (row: UploadItem) => boolean,
    order: (one: UploadItem, other: UploadItem) => number,
  ): readonly (readonly UploadItem[])[] {
    return groupsOf([...(this.rows?.values() ?? [])].filter(wanted).sort(order)).slice(0, LINES);
  }
}

/** What is being sent first, then what is next in line. */
function byActivity(one: UploadItem, other: UploadItem): number {
  return Number(other.state === 'sending') - Number(one.state === 'sending') || one.id - other.id;
}

function byDelivery(one: UploadItem, other: UploadItem): number {
  return (other.deliveredAt ?? 0) - (one.deliveredAt ?? 0);
}
