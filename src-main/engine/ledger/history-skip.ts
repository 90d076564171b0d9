import type { DatabaseSync } from 'node:sqlite';
import { UPLOAD_STATES } from '#domain/upload.ts';
import { mapping } from './database.ts';
import { halfOf } from './halves.ts';
import { conditionOf, storedStates, type HistoryFilter } from './history-filter.ts';
import { numberOf } from './upload-rows.ts';

/** Ids between which to look: `after` < id < `before`. */
export interface Range {
  readonly after: number;
  readonly before: number;
}

/**
 * Id of the last of the `skip` newest uploads that a filter without a text lets through: the page behind them begins
 * below it. 0 where there are not so many. Measured on a million rows: 20 ms for half of one state, which its index
 * holds in order, 90 ms for half of all.
 */
export function idAfterSkipping(db: DatabaseSync, filter: HistoryFilter, range: Range, skip: number): number {
  const states = storedStates(filter);
  const { sql, values } = conditionOf(filter);
  const [only] = states.length === 1 ? states : [];
  const ofState =
    only === undefined
      ? 'state IN (SELECT value FROM json_each(:states))'
      : `state = :only AND ${halfOf(only)}`;
  const isAll = states.length === UPLOAD_STATES.length;
  const row = mapping(() =>
    db
      .prepare(
        `SELECT id FROM uploads WHERE ${isAll ? '' : `${ofState} AND`} id > :after AND id < :before ${sql}
         ORDER BY id DESC LIMIT 1 OFFSET :skip`,
      )
      .get({
        ...values,
        ...range,
        ...(isAll ? {} : only === undefined ? { states: JSON.stringify(states) } : { only }),
        skip: skip - 1,
      }),
  );
  return row === undefined ? 0 : numberOf(row, 'id');
}
