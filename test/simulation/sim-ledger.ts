import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { openDatabase } from '#engine/store/db/database.ts';
import { ObservedLimitsStore } from '#engine/store/state/observed-limits-store.ts';
import { ledgerOf, type Ledger } from '#engine/store/ledger.ts';
import { MIGRATIONS } from '#engine/store/db/schema.ts';

/**
 * The disk with the ledger: what was committed outlives the process that committed it. A database in memory serves
 * thousands of processes, which is what makes them cheap; the rigs with real processes have real disks.
 */
export class SimDisk {
  readonly #ledger: Ledger;
  readonly #empty: string;
  #mortal: Mortal | undefined;
  #hasSpareSpace = false;

  constructor() {
    const db = openDatabase(':memory:');
    keepStatements(db);
    for (const sql of MIGRATIONS) db.exec(sql);
    db.exec('CREATE TABLE ballast (bytes BLOB)');
    this.#empty = emptyingOf(db);
    this.#ledger = ledgerOf(db, false);
    const exec = db.exec.bind(db);
    db.exec = (sql) => {
      if (this.#mortal?.isDead === true) throw new Error('this process is dead');
      exec(sql);
      if (sql === 'COMMIT') this.#mortal?.committed();
    };
  }

  get db(): DatabaseSync {
    return this.#ledger.db;
  }

  /** As new: one disk serves thousands of histories. */
  wipe(): void {
    this.#mortal = undefined;
    this.setFull(false);
    this.#ledger.db.exec(this.#empty);
    this.#hasSpareSpace = true;
  }

  /**
   * The ledger as one process finds it; `mortal` hears of everything that is on disk. Whoever had it before is dead:
   * neither its timers nor its files nor its portal answer any more, so that it does nothing.
   */
  open(mortal: Mortal): Ledger {
    this.#mortal = mortal;
    // A process begins with an empty head.
    return { ...this.#ledger, observedLimits: new ObservedLimitsStore(this.#ledger.db) };
  }

  /** While it is full SQLite itself refuses to grow the file. */
  setFull(isFull: boolean): void {
    const { db } = this.#ledger;
    if (isFull && this.#hasSpareSpace) takeSpareSpace(db);
    if (isFull) this.#hasSpareSpace = false;
    db.prepare(`PRAGMA max_page_count = ${isFull ? 1 : 1_073_741_823}`).get();
  }

  close(): void {
    this.#ledger.close();
  }
}

/** What a process is told about its own death. */
export interface Mortal {
  readonly isDead: boolean;
  /** Called after each transaction is on disk. */
  committed(): void;
}

/** `undefined`, or what SQLite finds wrong. */
export function damageOf({ db }: Ledger): string | undefined {
  const verdict = db.prepare('PRAGMA integrity_check(1)').get()?.['integrity_check'];
  return verdict === 'ok' ? undefined : String(verdict);
}

/** Each statement is prepared once, whoever asks: those of thousands of processes would pile up and slow each other. */
function keepStatements(db: DatabaseSync): void {
  const kept = new Map<string, StatementSync>();
  const prepare = db.prepare.bind(db);
  db.prepare = (sql) => {
    const statement = kept.get(sql) ?? prepare(sql);
    kept.set(sql, statement);
    return statement;
  };
}

/** Bytes of one row that a page has room for besides its header, and those that go with it. */
const PAGE_BYTES = 4_092;

/** Pages that earlier histories left would be free space on a full disk. */
function takeSpareSpace(db: DatabaseSync): void {
  const pages = Number(db.prepare('PRAGMA freelist_count').get()?.['freelist_count']);
  if (pages > 0) db.prepare('INSERT INTO ballast (bytes) VALUES (zeroblob(?))').run(pages * PAGE_BYTES);
}

/** What removes every row of every table. */
function emptyingOf(db: DatabaseSync): string {
  const tables = db
    .prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'search\\_%' ESCAPE '\\'`)
    .all();
  const emptying = tables.map(({ name }) => `DELETE FROM ${String(name)};`).join('\n');
  return `PRAGMA foreign_keys = OFF; BEGIN; ${emptying} COMMIT; PRAGMA foreign_keys = ON`;
}
