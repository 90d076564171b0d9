import { SvelteMap } from 'svelte/reactivity';
import type { UploadAction, UploadItem } from '#contract/uploads.ts';

/** What can be done with many rows at once. */
export const BATCH_ACTIONS = [
  'retry',
  'cancel',
  'remove-from-chat',
] as const satisfies readonly UploadAction[];
export type BatchAction = (typeof BATCH_ACTIONS)[number];

/** The rows somebody has ticked. They stay ticked while the list is scrolled. */
export class Chosen {
  readonly rows = new SvelteMap<number, UploadItem>();
  /** Where a range begins. */
  #anchor: number | undefined;

  has(id: number): boolean {
    return this.rows.has(id);
  }

  toggle(row: UploadItem, at: number): void {
    this.#anchor = at;
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

  /** Ticks everything between the last one ticked and this one; rows that are not held stay as they are. */
  extend(at: number, rowAt: (at: number) => UploadItem | undefined): void {
    const from = this.#anchor ?? at;
    for (let one = Math.min(from, at); one <= Math.max(from, at); one++) {
      const row = rowAt(one);
      if (row !== undefined) this.rows.set(row.id, row);
    }
  }

  clear(): void {
    this.rows.clear();
    this.#anchor = undefined;
  }

  /** Takes over what has become of them. */
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
