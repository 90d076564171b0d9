import type { DatabaseSync } from 'node:sqlite';
import { translateSqlErrors } from '../db/database.ts';
import { conditionOf, SECTIONS, type HistoryFilter, type Section } from './history-filter.ts';
import { numberOf, textOf } from '../uploads/upload-rows.ts';

/** The number of uploads in each section under the filter's portal, dialog, watch and period. */
export function countSections(
  db: DatabaseSync,
  { portal, dialog, watch, from, to }: HistoryFilter = {},
): Readonly<Record<Section, number>> {
  const { sql, values } = conditionOf({ portal, dialog, watch, from, to });
  const rows = translateSqlErrors(() =>
    db
      .prepare(
        `SELECT state, count(*) AS count FROM uploads INDEXED BY uploads_history WHERE true ${sql} GROUP BY state`,
      )
      .all(values),
  );
  const byState = new Map(rows.map((raw) => [textOf(raw, 'state'), numberOf(raw, 'count')]));
  const count = (section: Section) =>
    SECTIONS[section].reduce((sum, state) => sum + (byState.get(state) ?? 0), 0);
  return {
    'needs-you': count('needs-you'),
    'in-progress': count('in-progress'),
    delivered: count('delivered'),
    skipped: count('skipped'),
  };
}
