import type { UploadItem } from '#contract/uploads.ts';
import { dayOf } from '../../../lib/time.ts';
import { groupsOf } from './groups.ts';

/** Files that came together: folded into one row, or below the row of the group. */
export interface FileGroup {
  /** Id of its newest upload. */
  readonly id: number;
  readonly rows: readonly UploadItem[];
  readonly isOpen: boolean;
}

/** One item of the list: a row with the headings above it, or a folded group; or a place whose row is being read. */
export interface ListItem {
  readonly key: string;
  /** Pixels. */
  readonly height: number;
  /** The heading of a day above it, as the start of that day. */
  readonly day: number | undefined;
  /** The row of a group is drawn here. */
  readonly group: FileGroup | undefined;
  readonly row: UploadItem | undefined;
  /** The row belongs to an open group. */
  readonly isInner: boolean;
  /** The uploads it stands for. */
  readonly rows: readonly UploadItem[];
}

/** Pixels. */
export interface Heights {
  readonly row: number;
  readonly day: number;
}

/** Lays rows out under their days, groups folded unless they are open. */
export function itemsOf(
  rows: readonly UploadItem[],
  isOpen: (id: number) => boolean,
  heights: Heights,
): readonly ListItem[] {
  const items: ListItem[] = [];
  let day: number | undefined;
  for (const group of groupsOf(rows)) {
    const newest = group[0];
    if (newest === undefined) continue;
    const ownDay = dayOf(newest.queuedAt);
    const heading = ownDay === day ? undefined : ownDay;
    day = ownDay;
    items.push(...itemsOfGroup({ id: newest.id, rows: group, isOpen: isOpen(newest.id) }, heading, heights));
  }
  return items;
}

function itemsOfGroup(group: FileGroup, day: number | undefined, heights: Heights): readonly ListItem[] {
  const dayHeight = day === undefined ? 0 : heights.day;
  const isGroup = group.rows.length > 1;
  if (isGroup && !group.isOpen) {
    const height = dayHeight + heights.row;
    const key = `group-${group.id}`;
    return [{ key, height, day, group, row: undefined, isInner: true, rows: group.rows }];
  }
  return group.rows.map((row, index) => {
    const isFirst = index === 0;
    const hasHead = isFirst && isGroup;
    return {
      key: `row-${row.id}`,
      height: (isFirst ? dayHeight : 0) + (hasHead ? 2 : 1) * heights.row,
      day: isFirst ? day : undefined,
      group: hasHead ? group : undefined,
      row,
      isInner: isGroup,
      rows: [row],
    };
  });
}

/** The last item while more rows can be read. */
export function loadingItem({ row }: Heights): ListItem {
  return {
    key: 'loading',
    height: row,
    day: undefined,
    group: undefined,
    row: undefined,
    isInner: false,
    rows: [],
  };
}
