import { SvelteMap } from 'svelte/reactivity';
import type { UploadAction, UploadItem } from '#contract/uploads.ts';

/** What can be done with many rows at once. */
export const BATCH_ACTIONS = [
  'retry',
  'cancel',
  'remove-from-chat',
] as const satisfies readonly UploadAction[];
export type BatchAction = (typeof BATCH_ACTIONS)[number];

/** The rows that are ticked. They stay ticked while the list is scrolled. */
export class Selection {
  readonly rows = new SvelteMap<number, UploadItem>();
  /** Id of the row at which a range begins. */
  #anchor: number | undefined;

  has(id: number): boolean {
    return this.rows.has(id);
  }

  toggle(row: UploadItem): void {
    this.#anchor = row.id;
    if (!this.rows.delete(row.id)) this.rows.set(row.id, row);
  }

  /** Ticks all of them, or none where all are ticked. */
  toggleAll(rows: readonly UploadItem[]): void {
    const areAll = rows.every(({ id }) => this.rows.has(id));
    for (const row of rows) {
      if (areAll) this.rows.delete(row.id);
      else this.rows.set(row.id, row);
    }
  }

  /** Ticks everything between the last row ticked and these, all of `listed` in the order of the list. */
  extend(to: readonly UploadItem[], listed: readonly UploadItem[]): void {
    const ids = [this.#anchor, to[0]?.id, to.at(-1)?.id];
    const places = ids.map((id) => listed.findIndex((row) => row.id === id)).filter((place) => place >= 0);
    for (const row of listed.slice(Math.min(...places), Math.max(...places) + 1)) this.rows.set(row.id, row);
  }

  clear(): void {
    this.rows.clear();
    this.#anchor = undefined;
  }

  /** Replaces ticked rows that have changed. */
  follow(rowOf: (id: number) => UploadItem | undefined): void {
    for (const id of [...this.rows.keys()]) {
      const row = rowOf(id);
      if (row !== undefined) this.rows.set(id, row);
    }
  }

  /** Those for which main offers the action. */
  idsFor(action: BatchAction): readonly number[] {
    return [...this.rows.values()].filter(({ actions }) => actions.includes(action)).map(({ id }) => id);
  }
}
