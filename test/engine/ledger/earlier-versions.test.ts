import { copyFileSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { AppError } from '#domain/errors.ts';
import { openLedgerBeside } from '#engine/ledger/beside.ts';
import { readHistory } from '#engine/ledger/history.ts';
import { lockDataFolder } from '#engine/ledger/lock.ts';
import { migrate } from '#engine/ledger/migrate.ts';
import { MIGRATIONS } from '#engine/ledger/schema.ts';
import { dataFolder, ledgerIn } from '#test/support/ledger.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures');
const ledgers = readdirSync(FIXTURES).filter((name) => /^ledger-v\d+\.db$/.test(name));

test('a ledger of every version is kept, of this one too', () => {
  const versions = ledgers.map((name) => Number(/\d+/.exec(name)?.[0])).sort((a, b) => a - b);

  expect(versions, 'run `npm run ledger-fixture`').toEqual(MIGRATIONS.map((_, at) => at + 1));
});

/** A data folder with the ledger of an earlier version. */
function folderOf(name: string): string {
  const folder = dataFolder();
  mkdirSync(folder, { recursive: true });
  copyFileSync(join(FIXTURES, name), join(folder, 'ledger.db'));
  return folder;
}

/** The copies made before a change of shape: their version and how many uploads they hold. */
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

const OLD = 'ledger-v1.db';

test.each(ledgers)('%s opens in this version with all that was in it', (name) => {
  const ledger = ledgerIn(folderOf(name));

  expect(ledger.memoryLost).toBe(false);
  expect([...readHistory(ledger.db, {})]).toMatchObject([
    { name: 'waits.pdf', state: 'queued', dialog: 'chat5' },
    { name: 'Отчёт №5.pdf', state: 'delivered', messageId: 17, fileId: 9, deliveredAt: 3_000 },
    { name: 'failed.bin', state: 'failed', code: 'dialog.access-denied' },
  ]);
});

test.each([
  ['the engine', (folder: string) => ledgerIn(folder).close()],
  ['a command beside it', (folder: string) => openLedgerBeside(folder, () => 1_000)?.close()],
])(
  '%s copies a ledger of an earlier version before it changes its shape, for its owner alone',
  (_who, open) => {
    const folder = folderOf(OLD);

    open(folder);
    open(folder);

    expect(backupsIn(folder)).toMatchObject([{ version: 1, uploads: 3, mode: 0o600 }]);
  },
);

test('the two newest copies are kept, and what a killed process left of one is removed', () => {
  const folder = folderOf(OLD);
  for (const day of [1, 2, 3])
    copyFileSync(join(FIXTURES, OLD), join(folder, `ledger.backup-2026-01-0${day}.db`));
  copyFileSync(join(FIXTURES, OLD), join(folder, 'ledger.backup.new'));

  ledgerIn(folder, Date.UTC(2026, 10, 28)).close();

  expect(backupsIn(folder).map(({ name }) => name)).toEqual([
    'ledger.backup-2026-01-03.db',
    'ledger.backup-2026-11-28T00-00-00-000Z.db',
  ]);
  expect(readdirSync(folder)).not.toContain('ledger.backup.new');
});

test('under a running engine of an earlier version nothing is changed: the command asks to end it first', () => {
  const folder = folderOf(OLD);
  const lock = lockDataFolder(folder);

  const codeOfBeside = () => {
    try {
      openLedgerBeside(folder, () => 1_000)?.close();
      return undefined;
    } catch (error) {
      return AppError.from(error).code;
    }
  };

  expect(codeOfBeside()).toBe('ledger.in-use');
  expect(backupsIn(folder)).toEqual([]);
  lock.release();
  expect(codeOfBeside()).toBeUndefined();
});

test('of two processes that bring a ledger up to date at once, the second finds it done', () => {
  const folder = folderOf(OLD);
  const [first, second] = [0, 1].map(() => new DatabaseSync(join(folder, 'ledger.db')));
  if (first === undefined || second === undefined) throw new TypeError('not opened');

  // The second has read the old version and makes its copy while the first is done with everything.
  migrate(second, () => migrate(first));

  expect(second.prepare('PRAGMA user_version').get()).toEqual({ user_version: MIGRATIONS.length });
  first.close();
  second.close();
  expect(ledgerIn(folder).memoryLost).toBe(false);
});
