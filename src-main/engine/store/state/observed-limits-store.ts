import type { DatabaseSync } from 'node:sqlite';
import { NO_LIMITS_OBSERVED, type ObservedLimits } from '#domain/observed-limits.ts';
import { translateSqlErrors, transaction } from '../db/database.ts';
import { textOf } from '../uploads/upload-rows.ts';

const PREFIX = 'learnt:';

/** What the limits of each portal turned out to be, kept so that they need not be observed anew at each start. */
export class ObservedLimitsStore {
  readonly #db: DatabaseSync;
  readonly #statements;
  readonly #known = new Map<string, ObservedLimits>();

  constructor(db: DatabaseSync) {
    this.#db = db;
    this.#statements = translateSqlErrors(() => ({
      get: db.prepare(`SELECT value FROM meta WHERE key = ?`),
      put: db.prepare(
        `INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value`,
      ),
    }));
  }

  get(portal: string): ObservedLimits {
    const known = this.#known.get(portal) ?? this.#read(portal);
    this.#known.set(portal, known);
    return known;
  }

  /** Writes only what is news. @throws AppError `ledger.full` */
  put(portal: string, learnt: ObservedLimits): void {
    const value = JSON.stringify(learnt);
    if (value === JSON.stringify(this.get(portal))) return;
    transaction(this.#db, () => this.#statements.put.run(PREFIX + portal, value));
    this.#known.set(portal, learnt);
  }

  #read(portal: string): ObservedLimits {
    const raw = this.#statements.get.get(PREFIX + portal);
    if (raw === undefined) return NO_LIMITS_OBSERVED;
    const stored: unknown = JSON.parse(textOf(raw, 'value'));
    return isLearnt(stored) ? stored : NO_LIMITS_OBSERVED;
  }
}

/** JSON leaves out what is undefined; what does not look like ours is learnt again. */
function isLearnt(value: unknown): value is ObservedLimits {
  if (typeof value !== 'object' || value === null) return false;
  const refused = 'refusedBytes' in value ? value.refusedBytes : undefined;
  return refused === undefined || typeof refused === 'number';
}
