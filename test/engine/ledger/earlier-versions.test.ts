import { copyFileSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readHistory } from '#engine/ledger/history.ts';
import { MIGRATIONS } from '#engine/ledger/schema.ts';
import { dataFolder, ledgerIn } from '#test/support/ledger.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures');
const ledgers = readdirSync(FIXTURES).filter((name) => /^ledger-v\d+\.db$/.test(name));

test('a ledger of every version is kept, of this one too', () => {
  const versions = ledgers.map((name) => Number(/\d+/.exec(name)?.[0])).sort((a, b) => a - b);

  expect(versions, 'run `npm run ledger-fixture`').toEqual(MIGRATIONS.map((_, at) => at + 1));
});

test.each(ledgers)('%s opens in this version with all that was in it', (name) => {
  const folder = dataFolder();
  mkdirSync(folder, { recursive: true });
  copyFileSync(join(FIXTURES, name), join(folder, 'ledger.db'));

  const ledger = ledgerIn(folder);

  expect(ledger.memoryLost).toBe(false);
  expect([...readHistory(ledger.db, {})]).toMatchObject([
    { name: 'waits.pdf', state: 'queued', dialog: 'chat5' },
    { name: 'Отчёт №5.pdf', state: 'delivered', messageId: 17, fileId: 9, deliveredAt: 3_000 },
    { name: 'failed.bin', state: 'failed', code: 'dialog.access-denied' },
  ]);
});
