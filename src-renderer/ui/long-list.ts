/** Rows of a long list that are drawn and scrolled over as one: a row, or many that are folded into one. */
export interface Block {
  /** Place of its first row in the list, from 0. */
  readonly at: number;
  /** So many rows it stands for, one at least. */
  readonly span: number;
  /** Pixels. */
  readonly height: number;
}

/** Where a list stands: the block at the upper edge, and how many pixels of it are scrolled away. */
export interface Place {
  readonly at: number;
  readonly offset: number;
}

export interface LongList<B extends Block> {
  readonly count: number;
  /** Height of a row nobody has looked at yet, in pixels. */
  readonly rowHeight: number;
  /** Height of what can be seen of the list, in pixels. */
  readonly view: number;
  /** The block a row belongs to. */
  readonly blockAt: (at: number) => B;
}

/** Browsers draw nothing higher than 33 million pixels: beyond this the scrollbar stands for more than it measures. */
const HIGHEST = 15_000_000;
/** So many rows are measured one by one; of more the scrollbar shows the share. */
const MEASURED = 1_000;

export const START: Place = { at: 0, offset: 0 };

/** Height of the whole list as the scrollbar knows it. */
export function heightOf<B extends Block>(list: LongList<B>): number {
  if (list.count > MEASURED) return Math.min(HIGHEST, list.count * list.rowHeight);
  let height = 0;
  for (let at = 0; at < list.count;) {
    const block = list.blockAt(at);
    height += block.height;
    at = block.at + block.span;
  }
  return height;
}

/** So many pixels further down, or up where `delta` is negative; never beyond either end. */
export function moved<B extends Block>(list: LongList<B>, place: Place, delta: number): Place {
  if (list.count === 0) return START;
  let block = list.blockAt(Math.min(place.at, list.count - 1));
  let offset = place.offset + delta;
  while (offset < 0 && block.at > 0) {
    block = list.blockAt(block.at - 1);
    offset += block.height;
  }
  while (offset >= block.height && block.at + block.span < list.count) {
    offset -= block.height;
    block = list.blockAt(block.at + block.span);
  }
  return { at: block.at, offset: Math.max(0, offset) };
}

/** The same place, or so far up that the last row stands at the lower edge. */
export function fitted<B extends Block>(list: LongList<B>, place: Place): Place {
  const from = moved(list, place, 0);
  let below = -from.offset;
  for (let at = from.at; at < list.count && below < list.view;) {
    const block = list.blockAt(at);
    below += block.height;
    at = block.at + block.span;
  }
  return below < list.view ? moved(list, from, below - list.view) : from;
}

/** Where the list stands when its scrollbar does. */
export function placeAt<B extends Block>(list: LongList<B>, scrollTop: number): Place {
  if (list.count <= MEASURED) return moved(list, START, scrollTop);
  const rows = (scrollTop / (heightOf(list) - list.view)) * (list.count - list.view / list.rowHeight);
  const at = Math.max(0, Math.floor(rows));
  return fitted(list, { at, offset: Math.round((rows - at) * list.rowHeight) });
}

/** Where the scrollbar stands when the list does. */
export function scrollTopOf<B extends Block>(list: LongList<B>, { at, offset }: Place): number {
  if (list.count <= MEASURED) return heightBetween(list, 0, at) + offset;
  const last = fitted(list, { at: list.count - 1, offset: 0 });
  if (at >= last.at && offset >= last.offset) return heightOf(list) - list.view;
  const block = list.blockAt(at);
  const rows = at + (offset / block.height) * block.span;
  return (rows / (list.count - list.view / list.rowHeight)) * (heightOf(list) - list.view);
}

/** What is to be drawn, from a little above the upper edge to a little below the lower one, and where. */
export function inSight<B extends Block>(list: LongList<B>, place: Place, margin: number) {
  const shown: { readonly block: B; readonly top: number }[] = [];
  if (list.count === 0) return shown;
  const first = moved(list, place, -margin);
  const hidden = heightBetween(list, first.at, place.at);
  let top = -place.offset - hidden;
  for (let at = first.at; at < list.count && top < list.view + margin;) {
    const block = list.blockAt(at);
    shown.push({ block, top });
    top += block.height;
    at = block.at + block.span;
  }
  return shown;
}

function heightBetween<B extends Block>(list: LongList<B>, from: number, until: number): number {
  let height = 0;
  for (let at = from; at < until;) {
    const block = list.blockAt(at);
    height += block.height;
    at = block.at + block.span;
  }
  return height;
}
