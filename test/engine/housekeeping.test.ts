import { mkdirSync, readdirSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test, vi } from 'vitest';
import { AppError } from '#domain/errors.ts';
import { Housekeeping } from '#engine/housekeeping.ts';
import type { Ledger } from '#engine/store/ledger.ts';
import { dataFolder, ledgerIn, newUpload } from '#test/support/ledger.ts';
import { ManualClock } from '#test/support/manual-clock.ts';

const FIRST_MS = 10_000;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const NOON = new Date(2026, 10, 22, 12).getTime();
const RETENTION = { days: 90, rows: Infinity };

/** A house that is kept: its ledger, its time, and what was put off. */
class House {
  readonly dataDir = dataFolder();
  readonly clock = new ManualClock(NOON);
  readonly ledger: Ledger = ledgerIn(this.dataDir, NOON);
  readonly putOff: unknown[] = [];

  constructor() {
    const keeping = new Housekeeping({
      db: this.ledger.db,
      dataDir: this.dataDir,
      clock: this.clock,
      retention: () => RETENTION,
      isIdle: () => true,
      log: (_level, _message, facts) => this.putOff.push(AppError.from(facts?.['error']).code),
    });
    onTestFinished(() => keeping.stop());
    keeping.start();
  }

  /** Records a file that was skipped so many days ago. */
  skip(name: string, daysAgo: number): void {
    const { uploads } = this.ledger;
    const [row] = uploads.enqueue([newUpload(name)], this.clock.now() - daysAgo * DAY_MS);
    uploads.apply(row!.id, { type: 'skip', code: 'file.vanished' });
  }

  names(): readonly unknown[] {
    return this.ledger.db
      .prepare('SELECT name FROM uploads ORDER BY id')
      .all()
      .map((raw) => raw['name']);
  }

  backups(): readonly string[] {
    return readdirSync(this.dataDir).filter((name) => name.startsWith('ledger.daily'));
  }

  /** Lets time pass, and whatever began in it come to its end: then the next turn waits for its minute. */
  async pass(ms: number): Promise<void> {
    await this.clock.advance(ms);
    await vi.waitFor(() => expect(this.clock.waiting).toBe(1), { timeout: 20_000, interval: 5 });
  }
}

test('soon after the start, and not before, old uploads are removed and the ledger is copied', async () => {
  const house = new House();
  house.skip('old', 91);
  house.skip('young', 89);

  await house.pass(FIRST_MS - 1);
  expect(house.names()).toEqual(['old', 'young']);
  expect(house.backups()).toEqual([]);
  await house.clock.advance(1);
  await house.pass(1_000);

  expect(house.names()).toEqual(['young']);
  expect(house.backups()).toEqual(['ledger.daily-2026-11-22.db']);
  const copy = new DatabaseSync(join(house.dataDir, 'ledger.daily-2026-11-22.db'), { readOnly: true });
  expect(copy.prepare('SELECT name FROM uploads').all()).toMatchObject([{ name: 'young' }]);
  copy.close();
  expect(house.putOff).toEqual([]);
});

test('the day has one such turn, and the next day has its own', async () => {
  const house = new House();
  await house.pass(FIRST_MS);
  expect(house.backups()).toEqual(['ledger.daily-2026-11-22.db']);
  house.skip('old', 91);

  await house.pass(5 * MINUTE_MS);
  expect(house.names()).toEqual(['old']);
  house.clock.jumpTo(NOON + DAY_MS);
  await house.clock.advance(MINUTE_MS);
  await house.pass(1_000);

  expect(house.names()).toEqual([]);
  expect(house.backups()).toEqual(['ledger.daily-2026-11-22.db', 'ledger.daily-2026-11-23.db']);
});

test('while the ledger cannot be written its care is put off, and made up for a minute after it can', async () => {
  const house = new House();
  house.skip('old', 91);
  house.ledger.db.exec('PRAGMA query_only = ON');
  await house.pass(FIRST_MS);
  await house.pass(MINUTE_MS);
  expect(house.putOff).toEqual(['ledger.full', 'ledger.full']);
  expect(house.names()).toEqual(['old']);
  expect(house.backups()).toEqual([]);

  house.ledger.db.exec('PRAGMA query_only = OFF');
  await house.clock.advance(MINUTE_MS);
  await house.pass(1_000);

  expect(house.names()).toEqual([]);
  expect(house.backups()).toEqual(['ledger.daily-2026-11-22.db']);
  expect(house.putOff).toHaveLength(2);
});

test('a copy that cannot be made is made a minute after it can', async () => {
  const house = new House();
  const inTheWay = join(house.dataDir, 'ledger.daily.new');
  mkdirSync(inTheWay);
  await house.pass(FIRST_MS);
  expect(house.putOff).toHaveLength(1);
  expect(house.backups()).toEqual(['ledger.daily.new']);

  rmdirSync(inTheWay);
  await house.pass(MINUTE_MS);

  expect(house.backups()).toEqual(['ledger.daily-2026-11-22.db']);
});
