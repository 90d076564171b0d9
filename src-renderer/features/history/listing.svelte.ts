import { SvelteSet } from 'svelte/reactivity';
import { blocksOf, emptyBlock, type Heights, type HistoryBlock } from './blocks.ts';
import { PAGE } from './page-edges.ts';
import type { Pages } from './pages.svelte.ts';

/** How the rows are laid out: under their days, bursts folded until somebody opens them. */
export class Listing {
  /** Bursts that stand open, by the id of their newest upload. */
  readonly #open = new SvelteSet<number>();
  readonly #pages: Pages;
  readonly #heights: () => Heights;
  readonly #blocks = $derived.by(() => this.#layOut());

  constructor(pages: Pages, heights: () => Heights) {
    this.#pages = pages;
    this.#heights = heights;
  }

  /** The block a place of the list belongs to. */
  readonly blockAt = (at: number): HistoryBlock => this.#blocks.get(at) ?? emptyBlock(at, this.#heights());

  fold(id: number): void {
    if (!this.#open.delete(id)) this.#open.add(id);
  }

  #layOut(): ReadonlyMap<number, HistoryBlock> {
    const byPlace = new Map<number, HistoryBlock>();
    for (const [page, rows] of this.#pages.held) {
      const first = page * PAGE;
      const above = this.#pages.rowAt(first - 1);
      for (const block of blocksOf(rows, first, above, (id) => this.#open.has(id), this.#heights())) {
        for (let at = block.at; at < block.at + block.span; at++) byPlace.set(at, block);
      }
    }
    return byPlace;
  }
}
