import type { DatabaseSync } from 'node:sqlite';
import type { UploadState } from '#domain/upload.ts';
import { translateSqlErrors } from '../db/database.ts';
import { conditionOf, storedStates, type HistoryFilter } from './history-filter.ts';
import type { UploadRow } from '../uploads/rows.ts';
import { toUploadRow } from '../uploads/upload-rows.ts';

/** Which part of the list: the newest `limit` uploads older than `before`. */
export interface HistoryPage {
  /** Id of the last upload of the previous page; absent for the first page. */
  readonly before?: number | undefined;
  readonly limit: number;
}

/**
 * One page of the history, newest first. For each state the index holds the ids in order, so that the search stops at
 * the limit; only the rows of the page are read from the table.
 */
export function readPage(
  db: DatabaseSync,
  filter: HistoryFilter,
  { before = Number.MAX_SAFE_INTEGER, limit }: HistoryPage,
): readonly UploadRow[] {
  const { sql, values } = conditionOf(filter);
  const newestIn = (state: UploadState) =>
    `SELECT * FROM (SELECT id FROM uploads INDEXED BY uploads_history
       WHERE state = '${state}' AND id < :before ${sql} ORDER BY id DESC LIMIT :limit)`;
  const ids = storedStates(filter).map(newestIn).join(' UNION ALL ');
  if (ids === '') return [];
  return translateSqlErrors(() =>
    db
      .prepare(
        `SELECT * FROM uploads WHERE id IN (SELECT id FROM (${ids}) ORDER BY id DESC LIMIT :limit) ORDER BY id DESC`,
      )
      .all({ ...values, before, limit })
      .map(toUploadRow),
  );
}

/** All uploads that pass a filter, newest first. Reads page by page, so that writers do not have to wait. */
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
