import type { DatabaseSync } from 'node:sqlite';
import type { UploadState } from '#domain/upload.ts';
import { mapping } from './database.ts';
import { HALVES } from './halves.ts';
import { conditionOf, SECTIONS, type HistoryFilter, type Section } from './history-filter.ts';
import { rangeOf } from './history-query.ts';
import { numberOf, textOf } from './upload-rows.ts';

type Counted = ReadonlyMap<string, number>;

/** How many uploads each section holds under the filter; its own section, states and text do not count. */
export function countSections(
  db: DatabaseSync,
  filter: HistoryFilter = {},
): Readonly<Record<Section, number>> {
  const isEver = filter.from === undefined && filter.to === undefined;
  const byState = isEver ? countEver(db, filter) : countPeriod(db, filter);
  const sum = (states: readonly UploadState[]) =>
    states.reduce((total, state) => total + (byState.get(state) ?? 0), 0);
  return {
    'needs-you': sum(SECTIONS['needs-you']),
    'in-progress': sum(SECTIONS['in-progress']),
    delivered: sum(SECTIONS.delivered),
    skipped: sum(SECTIONS.skipped),
  };
}

/** What has ended is counted when it ends; what is pending is little enough to be counted now. */
function countEver(db: DatabaseSync, { portal, dialog, watch }: HistoryFilter): Counted {
  const { sql, values } = conditionOf({ portal, dialog, watch: watch === null ? '' : watch });
  const pending = conditionOf({ portal, dialog, watch });
  const [pendingHalf] = HALVES;
  return new Map([
    ...counted(
      db,
      `SELECT state, sum(uploads) AS count FROM counts WHERE true ${sql} GROUP BY state`,
      values,
    ),
    ...counted(
      db,
      `SELECT state, count(*) AS count FROM uploads WHERE ${pendingHalf} ${pending.sql} GROUP BY state`,
      pending.values,
    ),
  ]);
}

function countPeriod(db: DatabaseSync, filter: HistoryFilter): Counted {
  const { sql, values } = conditionOf(filter);
  const { after, before } = rangeOf(db, filter, Number.MAX_SAFE_INTEGER);
  // The plus keeps SQLite from walking all of a state: the ids of the period bound what is looked at.
  return counted(
    db,
    `SELECT +state AS state, count(*) AS count FROM uploads WHERE id > :after AND id < :before ${sql} GROUP BY +state`,
    { ...values, after, before },
  );
}

function counted(db: DatabaseSync, sql: string, values: ReturnType<typeof conditionOf>['values']): Counted {
  const rows = mapping(() => db.prepare(sql).all(values));
  return new Map(rows.map((raw) => [textOf(raw, 'state'), numberOf(raw, 'count')]));
}
