import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AppError } from '#domain/errors.ts';
import { lockDataFolder } from '#engine/store/db/lock.ts';
import { openLedger } from '#engine/store/db/open-ledger.ts';
import { createLedger } from '#engine/store/ledger.ts';
import { dataFolder, ledgerIn, newUpload } from '#test/support/ledger.ts';

function codeOf(work: () => unknown): string | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    return AppError.from(error).code;
  }
}

function filledFolder(): string {
  const folder = dataFolder();
  const ledger = ledgerIn(folder);
  ledger.uploads.enqueue(
    Array.from({ length: 200 }, (_, index) => newUpload(`${index}.pdf`)),
    0,
  );
  ledger.close();
  return folder;
}

test('commits are durable: WAL with a full sync', () => {
  const { db } = ledgerIn();

  expect(db.prepare('PRAGMA journal_mode').get()?.['journal_mode']).toBe('wal');
  expect(db.prepare('PRAGMA synchronous').get()?.['synchronous']).toBe(2);
});

test('nobody else can read the ledger', () => {
  const folder = dataFolder();
  ledgerIn(folder);

  for (const file of readdirSync(folder)) expect(statSync(join(folder, file)).mode & 0o077).toBe(0);
});

test('a damaged ledger is set aside and reported, and the next one trusts nothing it finds', () => {
  const folder = filledFolder();
  const path = join(folder, 'ledger.db');
  const bytes = readFileSync(path);
  bytes.fill(0xa5, 4_096, 12_288);
  writeFileSync(path, bytes);

  expect(codeOf(() => createLedger(folder, 1))).toBe('ledger.damaged');
  expect(readdirSync(folder).filter((name) => name.startsWith('ledger.damaged-'))).not.toEqual([]);

  const second = ledgerIn(folder);
  expect(second.memoryLost).toBe(true);
  second.close();
  const third = ledgerIn(folder);
  expect(third.memoryLost).toBe(true);
  third.recovered();
  third.close();
  expect(ledgerIn(folder).memoryLost).toBe(false);
});

test('a new data folder has lost nothing', () => {
  expect(ledgerIn().memoryLost).toBe(false);
});

test('a ledger of a newer version is left alone', () => {
  const folder = filledFolder();
  const db = new DatabaseSync(join(folder, 'ledger.db'));
  db.exec('PRAGMA user_version = 999');
  db.close();
  const before = readdirSync(folder);

  expect(codeOf(() => createLedger(folder, 1))).toBe('ledger.too-new');
  expect(readdirSync(folder)).toEqual(before);
});

test('whatever bytes are broken, the ledger opens or is set aside; it is never just empty', () => {
  const intact = readFileSync(join(filledFolder(), 'ledger.db'));
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(intact.length - 1), fc.integer({ min: 0, max: 255 })), {
        minLength: 1,
        maxLength: 40,
      }),
      fc.option(fc.nat(intact.length)),
      (changes, cut) => {
        const folder = dataFolder();
        const broken = Buffer.from(intact);
        for (const [at, value] of changes) broken[at] = value;
        writeFileSync(join(folder, 'ledger.db'), cut === null ? broken : broken.subarray(0, cut));

        let pending: number | undefined;
        const code = codeOf(() => {
          const ledger = createLedger(folder, 1);
          pending = ledger.uploads.pendingCount();
          ledger.close();
        });

        if (code === undefined) expect(pending).toBe(200);
        else expect(['ledger.damaged', 'ledger.too-new']).toContain(code);
      },
    ),
    { numRuns: 150 },
  );
});

test.skipIf(process.platform === 'win32')(
  'every file of the ledger is for its owner alone, whatever the folder is',
  () => {
    const folder = dataFolder();
    chmodSync(folder, 0o777);
    const lock = lockDataFolder(folder);
    const { db } = openLedger(folder, 1);
    db.exec('CREATE TABLE written (id INTEGER)');

    const modes = readdirSync(folder).map((name) => statSync(join(folder, name)).mode & 0o777);
    db.close();
    lock.release();

    expect(modes.length).toBeGreaterThanOrEqual(4);
    expect(new Set(modes)).toEqual(new Set([0o600]));
  },
);
