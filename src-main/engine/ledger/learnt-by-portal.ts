import type { DatabaseSync } from 'node:sqlite';
import { NOTHING_LEARNT, type LearntLimits } from '#domain/learnt-limits.ts';
import { mapping, transaction } from './database.ts';
import { textOf } from './upload-rows.ts';

const PREFIX = 'learnt:';

/** What the limits of each portal turned out to be, kept so that they need not be learnt anew at each start. */
export class LearntByPortal {
  readonly #db: DatabaseSync;
  readonly #statements;
  readonly #known = new Map<string, LearntLimits>();

  constructor(db: DatabaseSync) {
    this.#db = db;
    this.#statements = mapping(() => ({
      get: db.prepare(`SELECT value FROM meta WHERE key = ?`),
      put: db.prepare(
        `INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value`,
      ),
    }));
  }

  get(portal: string): LearntLimits {
    const known = this.#known.get(portal) ?? this.#read(portal);
    this.#known.set(portal, known);
    return known;
  }

  /** Writes only what is news. @throws AppError `ledger.full` */
  put(portal: string, learnt: LearntLimits): void {
    const value = JSON.stringify(learnt);
    if (value === JSON.stringify(this.get(portal))) return;
    transaction(this.#db, () => this.#statements.put.run(PREFIX + portal, value));
    this.#known.set(portal, learnt);
  }

  #read(portal: string): LearntLimits {
    const raw = this.#statements.get.get(PREFIX + portal);
    if (raw === undefined) return NOTHING_LEARNT;
    const stored: unknown = JSON.parse(textOf(raw, 'value'));
    return isLearnt(stored) ? stored : NOTHING_LEARNT;
  }
}

/** JSON leaves out what is undefined; what does not look like ours is learnt again. */
function isLearnt(value: unknown): value is LearntLimits {
  if (typeof value !== 'object' || value === null || !('breakOffsMs' in value)) return false;
  const refused = 'refusedBytes' in value ? value.refusedBytes : undefined;
  return Array.isArray(value.breakOffsMs) && (refused === undefined || typeof refused === 'number');
}
