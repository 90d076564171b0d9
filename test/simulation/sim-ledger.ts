import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLedger, type Ledger } from '#engine/ledger/ledger.ts';

/** Memory that looks like a disk, where there is one: nothing here outlives the test. */
const FAST = '/dev/shm';

/** The disk with the ledger: what was committed outlives the process that committed it. */
export class SimDisk {
  readonly #folder = mkdtempSync(join(existsSync(FAST) ? FAST : tmpdir(), 'chatdrop-simulation-'));
  #isFull = false;

  constructor() {
    createLedger(this.#folder, 0).close();
    copyFileSync(join(this.#folder, 'ledger.db'), join(this.#folder, 'fresh.db'));
  }

  /** As new: one disk serves thousands of histories. */
  wipe(): void {
    this.#isFull = false;
    for (const end of ['-wal', '-shm']) rmSync(join(this.#folder, `ledger.db${end}`), { force: true });
    copyFileSync(join(this.#folder, 'fresh.db'), join(this.#folder, 'ledger.db'));
  }

  /** The ledger as one process opens it; `mortal` hears of everything that is on disk. */
  open(mortal: Mortal, now: number): Ledger {
    const ledger = createLedger(this.#folder, now);
    const { db } = ledger;
    const exec = db.exec.bind(db);
    db.exec = (sql) => {
      if (mortal.isDead) throw new Error('this process is dead');
      exec(sql);
      if (sql === 'COMMIT') mortal.committed();
    };
    if (this.#isFull) fill(ledger, true);
    return ledger;
  }

  /** While it is full SQLite itself refuses to grow the file. */
  setFull(ledger: Ledger, isFull: boolean): void {
    this.#isFull = isFull;
    fill(ledger, isFull);
  }

  remove(): void {
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
