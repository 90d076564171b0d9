import { copyFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { AppError } from '#domain/errors.ts';
import { lockDataFolder } from '#engine/store/db/lock.ts';
import { migrate } from '#engine/store/db/migrate.ts';
import { openExistingLedger, openLedger } from '#engine/store/db/open-ledger.ts';
import { MIGRATIONS } from '#engine/store/db/schema.ts';
import { dataFolder, ledgerIn, newUpload } from '#test/support/ledger.ts';

/** The schema of the version after this one. */
const NEXT = [...MIGRATIONS, 'ALTER TABLE uploads ADD COLUMN note TEXT'];

/** A data folder with a ledger of this version. */
function folderOfToday(): string {
  const folder = dataFolder();
  const ledger = ledgerIn(folder);
  ledger.uploads.enqueue([newUpload('waits.pdf')], 1_000);
  ledger.close();
  return folder;
}

function openNext(folder: string, now = 1_000): void {
  openLedger(folder, now, NEXT).db.close();
}

/** The copies made before a change of the schema: their version and the number of their uploads. */
function backupsIn(folder: string) {
  return readdirSync(folder)
    .filter((name) => name.startsWith('ledger.backup-'))
    .map((name) => {
      const path = join(folder, name);
      const db = new DatabaseSync(path, { readOnly: true });
      const version = db.prepare('PRAGMA user_version').get()?.['user_version'];
      const uploads = db.prepare('SELECT count(*) AS count FROM uploads').get()?.['count'];
      db.close();
      return { name, version, uploads, mode: statSync(path).mode & 0o777 };
    });
}

test('a ledger of today opens in the next version with its uploads', () => {
  const folder = folderOfToday();
  const { db, memoryLost } = openLedger(folder, 1_000, NEXT);
  const rows = db.prepare('SELECT name, note FROM uploads').all();
  db.close();

  expect(memoryLost).toBe(false);
  expect(rows).toEqual([{ name: 'waits.pdf', note: null }]);
});

test.each([
  ['the engine', openNext],
  ['a second client', (folder: string) => openExistingLedger(folder, 1_000, NEXT)?.close()],
])('%s copies the ledger before it changes the schema, readable for its owner alone', (_who, open) => {
  const folder = folderOfToday();

  open(folder);
  open(folder);

  expect(backupsIn(folder)).toMatchObject([{ version: MIGRATIONS.length, uploads: 1, mode: 0o600 }]);
});

test('the two newest copies are kept, and an incomplete copy is removed', () => {
  const folder = folderOfToday();
  const copies = ['backup-2026-01-01.db', 'backup-2026-01-02.db', 'backup-2026-01-03.db', 'backup.new'];
  for (const copy of copies) copyFileSync(join(folder, 'ledger.db'), join(folder, `ledger.${copy}`));

  openNext(folder, Date.UTC(2026, 10, 28));

  expect(backupsIn(folder).map(({ name }) => name)).toEqual([
    'ledger.backup-2026-01-03.db',
    'ledger.backup-2026-11-28T00-00-00-000Z.db',
  ]);
  expect(readdirSync(folder)).not.toContain('ledger.backup.new');
});

test('a second client leaves the ledger of a running engine unchanged', () => {
  const folder = folderOfToday();
  const lock = lockDataFolder(folder);

  const codeOfClient = () => {
    try {
      openExistingLedger(folder, 1_000, NEXT)?.close();
      return undefined;
    } catch (error) {
      return AppError.from(error).code;
    }
  };

  expect(codeOfClient()).toBe('ledger.in-use');
  expect(backupsIn(folder)).toEqual([]);
  lock.release();
  expect(codeOfClient()).toBeUndefined();
});

test('when two processes migrate at once, the second finds it done', () => {
  const folder = folderOfToday();
  const [first, second] = [0, 1].map(() => new DatabaseSync(join(folder, 'ledger.db')));
  if (first === undefined || second === undefined) throw new TypeError('not opened');

  // The second has read the old version and makes its copy while the first migrates.
  migrate(second, () => migrate(first, undefined, NEXT), NEXT);

  expect(second.prepare('PRAGMA user_version').get()).toEqual({ user_version: NEXT.length });
  first.close();
  second.close();
});
