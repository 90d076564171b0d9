import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import { UPLOAD_STATES, type UploadState } from '#domain/upload.ts';
import { mapping } from './database.ts';
import { halfOf } from './halves.ts';
import { conditionOf, folded, storedStates, type DialogKey, type HistoryFilter } from './history-filter.ts';
import type { UploadRow } from './rows.ts';
import { askIndexUpTo } from './search-index.ts';
import { INDEXED_FROM, rarestLetters } from './search-letters.ts';
import { idAfterSkipping, type Range } from './history-skip.ts';
import { numberOf, textOf, toUploadRow } from './upload-rows.ts';

/** Which part of the list: the newest `limit` uploads older than `before`. */
export interface HistoryPage {
  /** Id of the last upload of the page before; absent for the first page. */
  readonly before?: number | undefined;
  /** So many of them are left out first: a leap into a long list. It costs the more the further it goes. */
  readonly skip?: number | undefined;
  readonly limit: number;
}

/** One page of the history, newest first. By key, so that a page costs the same at any depth. */
export function readPage(db: DatabaseSync, filter: HistoryFilter, page: HistoryPage): readonly UploadRow[] {
  const states = storedStates(filter);
  const asked = rangeOf(db, filter, page.before ?? Number.MAX_SAFE_INTEGER);
  const text = folded(filter.text ?? '');
  const skip = page.skip ?? 0;
  if (text !== '' && skip > 0)
    return readPage(db, filter, { before: page.before, limit: skip + page.limit }).slice(skip);
  const range = skip === 0 ? asked : { ...asked, before: idAfterSkipping(db, filter, asked, skip) };
  if (text === '' && states.length === UPLOAD_STATES.length && isOnlyPeriod(filter))
    return inPeriod(db, range, filter, page.limit);
  if (text === '')
    return newest(
      states.flatMap((state) => inState(db, state, filter, range, page.limit)),
      page,
    );
  return newest(
    [
      ...take(containing(db, text, filter, states, range), page.limit),
      ...dialogsWith(db, text, filter).flatMap((dialog) =>
        states.flatMap((state) => inState(db, state, { ...filter, ...dialog }, range, page.limit)),
      ),
    ],
    page,
  );
}

/** Everything a filter lets through, newest first, read page by page so that nobody who writes has to wait. */
export function* readAll(db: DatabaseSync, filter: HistoryFilter): Generator<UploadRow> {
  const limit = 500;
  let before: number | undefined;
  for (;;) {
    const page = readPage(db, filter, { before, limit });
    yield* page;
    before = page.at(-1)?.id;
    if (page.length < limit || before === undefined) return;
  }
}

/** All there is, of a period or at all: the order of ids is the order of the table. */
function inPeriod(
  db: DatabaseSync,
  { after, before }: Range,
  filter: HistoryFilter,
  limit: number,
): readonly UploadRow[] {
  const { sql, values } = conditionOf(filter);
  return mapping(() =>
    db
      .prepare(
        `SELECT * FROM uploads WHERE id > :after AND id < :before ${sql} ORDER BY id DESC LIMIT :limit`,
      )
      .all({ ...values, after, before, limit })
      .map(toUploadRow),
  );
}

function isOnlyPeriod({ portal, dialog, watch }: HistoryFilter): boolean {
  return portal === undefined && dialog === undefined && watch === undefined;
}

function inState(
  db: DatabaseSync,
  state: UploadState,
  filter: HistoryFilter,
  { after, before }: Range,
  limit: number,
): readonly UploadRow[] {
  const { sql, values } = conditionOf(filter);
  return mapping(() =>
    db
      .prepare(
        `SELECT * FROM uploads WHERE state = :state AND ${halfOf(state)} AND id > :after AND id < :before ${sql}
         ORDER BY id DESC LIMIT :limit`,
      )
      .all({ ...values, state, after, before, limit })
      .map(toUploadRow),
  );
}

/** Uploads whose path contains the text, newest first. */
function* containing(
  db: DatabaseSync,
  text: string,
  filter: HistoryFilter,
  states: readonly UploadState[],
  { after, before }: Range,
): Generator<UploadRow> {
  const { sql, values } = conditionOf(filter);
  const common = { ...values, states: JSON.stringify(states), before };
  // The plus keeps SQLite from sorting all of a state: in the order of ids the first matches end it.
  const rest = `AND +state IN (SELECT value FROM json_each(:states)) ${sql}`;
  const isIndexed = Array.from(text).length >= INDEXED_FROM;
  const upTo = isIndexed ? Math.max(after, askIndexUpTo(db, before)) : after;
  const matches = (raw: Record<string, SQLOutputValue>) => folded(textOf(raw, 'path')).includes(text);

  const recent = db.prepare(
    `SELECT * FROM uploads WHERE id > :upTo AND id < :before ${rest} ORDER BY id DESC`,
  );
  for (const raw of recent.iterate({ ...common, upTo })) if (matches(raw)) yield toUploadRow(raw);
  if (!isIndexed) return;
  // The index knows some letters that a path has; the path itself decides.
  const indexed = db.prepare(
    `SELECT uploads.* FROM search CROSS JOIN uploads ON uploads.id = search.rowid
     WHERE search MATCH :letters AND search.rowid > :after AND search.rowid < :before AND search.rowid <= :upTo
       ${rest} ORDER BY search.rowid DESC`,
  );
  for (const raw of indexed.iterate({ ...common, letters: rarestLetters(db, text, upTo), after, upTo }))
    if (matches(raw)) yield toUploadRow(raw);
}

/** Dialogs that match the text themselves, under a filter that may name one. */
function dialogsWith(db: DatabaseSync, text: string, filter: HistoryFilter): readonly DialogKey[] {
  const known = mapping(() => db.prepare(`SELECT portal, dialog FROM dialogs`).all())
    .map((raw) => ({ portal: textOf(raw, 'portal'), dialog: textOf(raw, 'dialog') }))
    .filter(({ dialog }) => folded(dialog).includes(text));
  return [...known, ...(filter.textDialogs ?? [])].filter(
    ({ portal, dialog }) => (filter.portal ?? portal) === portal && (filter.dialog ?? dialog) === dialog,
  );
}

/** Ids grow with time, so that a period becomes a range of ids; the times themselves are compared as well. */
export function rangeOf(db: DatabaseSync, { from, to }: HistoryFilter, before: number): Range {
  return {
    after: from === undefined ? 0 : firstQueuedAt(db, from) - 1,
    before: to === undefined ? before : Math.min(before, firstQueuedAt(db, to)),
  };
}

/** Id of the first upload queued at or after a moment, found by halving. */
function firstQueuedAt(db: DatabaseSync, at: number): number {
  const probe = mapping(() =>
    db.prepare(`SELECT id, queued_at FROM uploads WHERE id >= ? ORDER BY id LIMIT 1`),
  );
  let low = 0;
  let high = Number(db.prepare(`SELECT max(id) AS id FROM uploads`).get()?.['id'] ?? 0) + 1;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const raw = probe.get(middle);
    if (raw === undefined || numberOf(raw, 'queued_at') >= at) high = middle;
    else low = numberOf(raw, 'id') + 1;
  }
  return low;
}

function newest(rows: readonly UploadRow[], { limit }: HistoryPage): readonly UploadRow[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  return [...byId.values()].sort((a, b) => b.id - a.id).slice(0, limit);
}

function* take<T>(items: Iterable<T>, count: number): Generator<T> {
  let taken = 0;
  for (const item of items) {
    if (taken++ >= count) return;
    yield item;
  }
}
