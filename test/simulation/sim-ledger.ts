import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { LearntByPortal } from '#engine/ledger/learnt-by-portal.ts';
import { createLedger, type Ledger } from '#engine/ledger/ledger.ts';

/** Memory that looks like a disk, where there is one: nothing here outlives the test. */
const FAST = '/dev/shm';

/**
 * The disk with the ledger: what was committed outlives the process that committed it. The database is opened once for
 * thousands of processes, which is what makes them cheap; the rigs with real processes open it each time.
 */
export class SimDisk {
  readonly #folder = mkdtempSync(join(existsSync(FAST) ? FAST : tmpdir(), 'chatdrop-simulation-'));
  readonly #ledger = createLedger(this.#folder, 0);
  readonly #empty: string;
  #mortal: Mortal | undefined;
  #hasSpareSpace = false;

  constructor() {
    const { db } = this.#ledger;
    // Nobody else has it open, and the power stays on: what that would take is for the rigs with real disks.
    db.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA synchronous = OFF; PRAGMA temp_store = MEMORY');
    this.#empty = emptyingOf(db);
    const exec = db.exec.bind(db);
    db.exec = (sql) => {
      if (this.#mortal?.isDead === true) throw new Error('this process is dead');
      exec(sql);
      if (sql === 'COMMIT') this.#mortal?.committed();
    };
  }

  /** As new: one disk serves thousands of histories. */
  wipe(): void {
    this.#mortal = undefined;
    fill(this.#ledger, false);
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
    return { ...this.#ledger, learnt: new LearntByPortal(this.#ledger.db) };
  }

  /** While it is full SQLite itself refuses to grow the file. */
  setFull(isFull: boolean): void {
    // Pages that earlier histories left would be free space on a full disk.
    if (isFull && this.#hasSpareSpace) this.#ledger.db.prepare('VACUUM').run();
    if (isFull) this.#hasSpareSpace = false;
    fill(this.#ledger, isFull);
  }

  remove(): void {
    this.#ledger.close();
    rmSync(this.#folder, { recursive: true, force: true });
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

function fill({ db }: Ledger, isFull: boolean): void {
  db.prepare(`PRAGMA max_page_count = ${isFull ? 1 : 1_073_741_823}`).get();
}

/** What removes every row of every table. */
function emptyingOf(db: DatabaseSync): string {
  const tables = db
    .prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'search\\_%' ESCAPE '\\'`)
    .all();
  const emptying = tables.map(({ name }) => `DELETE FROM ${String(name)};`).join('\n');
  return `PRAGMA foreign_keys = OFF; BEGIN; ${emptying} COMMIT; PRAGMA foreign_keys = ON`;
}
