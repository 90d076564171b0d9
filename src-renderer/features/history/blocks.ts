import type { UploadItem } from '#contract/uploads.ts';
import { dayOf } from '../../lib/time.ts';
import type { Block } from '../../ui/long-list.ts';
import { burstsOf } from './bursts.ts';

/** Files that came together: folded into one row, or standing below it. */
export interface Burst {
  /** Of its newest upload. */
  readonly id: number;
  readonly rows: readonly UploadItem[];
  readonly isOpen: boolean;
}

/** What is drawn as one: a heading, the head of a burst, a row; or an empty place whose row is still to come. */
export interface HistoryBlock extends Block {
  readonly key: string;
  readonly day: number | undefined;
  /** Its head is drawn here. */
  readonly burst: Burst | undefined;
  readonly row: UploadItem | undefined;
  /** The row belongs to a burst that stands open. */
  readonly isInner: boolean;
}

export interface Heights {
  readonly row: number;
  readonly day: number;
}

/** The blocks of one page. `first` is the place of its first row, `above` the row before it where that is known. */
export function blocksOf(
  rows: readonly UploadItem[],
  first: number,
  above: UploadItem | undefined,
  isOpen: (id: number) => boolean,
  heights: Heights,
): readonly HistoryBlock[] {
  const blocks: HistoryBlock[] = [];
  let at = first;
  let day = above === undefined && first > 0 ? undefined : dayOf(above?.queuedAt ?? 0);
  for (const burst of burstsOf(rows)) {
    const head = burst[0];
    if (head === undefined) continue;
    const ownDay = dayOf(head.queuedAt);
    const isNewDay = day !== undefined && day !== ownDay;
    day = ownDay;
    const isFolded = burst.length > 1 && !isOpen(head.id);
    const drawn = isFolded ? [undefined] : burst;
    for (const [index, row] of drawn.entries()) {
      const hasDay = index === 0 && isNewDay;
      const hasHead = index === 0 && burst.length > 1;
      const lines = Number(hasHead) + Number(row !== undefined);
      blocks.push({
        at,
        span: isFolded ? burst.length : 1,
        height: Number(hasDay) * heights.day + lines * heights.row,
        key: isFolded ? `burst-${head.id}` : `row-${row?.id ?? at}`,
        day: hasDay ? ownDay : undefined,
        burst: hasHead ? { id: head.id, rows: burst, isOpen: !isFolded } : undefined,
        row,
        isInner: burst.length > 1,
      });
      at += isFolded ? burst.length : 1;
    }
  }
  return blocks;
}

/** The place of a row that has not been brought yet. */
export function emptyBlock(at: number, heights: Heights): HistoryBlock {
  return {
    at,
    span: 1,
    height: heights.row,
    key: `empty-${at}`,
    day: undefined,
    burst: undefined,
    row: undefined,
    isInner: false,
  };
}
