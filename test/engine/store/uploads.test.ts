import { expect, test } from 'vitest';
import { dataFolder, ledgerIn, newUpload } from '#test/support/ledger.ts';

const LANE = { portal: 'office', dialog: 'chat5' };
const FREE = { everyWatch: false, watches: [], bots: [] };

test('what was recorded is there after the ledger is opened again', () => {
  const folder = dataFolder();
  const first = ledgerIn(folder);
  const [row] = first.uploads.enqueue([newUpload('a.pdf', { caption: 'Hello' })], 500);
  first.uploads.apply(row!.id, { type: 'claim' }, { startedAt: 600, afterMessageId: 41 });
  first.close();

  const found = ledgerIn(folder).uploads.get(row!.id);

  expect(found).toMatchObject({
    state: 'sending',
    attempts: 1,
    caption: 'Hello',
    queuedAt: 500,
    startedAt: 600,
    afterMessageId: 41,
  });
});

test('an event that means nothing in the present state changes nothing', () => {
  const { uploads } = ledgerIn();
  const [row] = uploads.enqueue([newUpload('a.pdf')], 500);

  expect(uploads.apply(row!.id, { type: 'posted' })).toBeUndefined();
  expect(uploads.get(row!.id)).toEqual(row);
});

test('the upload of a dialog that was ready first goes first, also after it had to wait', () => {
  const { uploads } = ledgerIn();
  const [a, b] = uploads.enqueue([newUpload('a.pdf'), newUpload('b.pdf')], 500);
  uploads.apply(a!.id, { type: 'put-off', code: 'portal.busy', until: 900, counts: false });

  expect(uploads.nextDue(LANE, 899, FREE)?.id).toBe(b!.id);
  expect(uploads.nextDue(LANE, 900, FREE)?.id).toBe(a!.id);
});

test('blocked watches and bots are passed over', () => {
  const { uploads } = ledgerIn();
  uploads.enqueue(
    [
      newUpload('capped.pdf', { watch: 'camera' }),
      newUpload('held.pdf', { target: { portal: 'office', bot: 'broken', dialog: 'chat5' } }),
      newUpload('free.pdf'),
    ],
    500,
  );

  const blocked = { everyWatch: false, watches: ['camera'], bots: ['broken'] };

  expect(uploads.nextDue(LANE, 500, blocked)?.name).toBe('free.pdf');
});

test('a message belongs to the upload that delivered it', () => {
  const { uploads } = ledgerIn();
  const [a, b] = uploads.enqueue([newUpload('a.pdf'), newUpload('a.pdf')], 500);
  uploads.apply(a!.id, { type: 'claim' }, { startedAt: 500 });
  uploads.apply(a!.id, { type: 'posted' }, { messageId: 42, deliveredAt: 501, sha256: 'f00' });

  const message = { messageId: 42, file: { name: 'a.pdf', size: a!.size } };
  expect(uploads.claimOf(b!, message)).toBe('taken');
  expect(uploads.claimOf(a!, message)).toBe('none');
  expect(uploads.claimOf(b!, { ...message, messageId: 43 })).toBe('none');
  expect(uploads.claimOf(b!, { messageId: 42, file: { name: 'other.pdf', size: a!.size } })).toBe('stale');
  expect(uploads.claimOf(b!, { messageId: 42, file: { name: 'a.pdf', size: a!.size + 1 } })).toBe('stale');
  expect(uploads.claimOf(b!, { messageId: 42, file: undefined })).toBe('stale');
  expect(uploads.deliveriesOfSize(b!, 0).map((row) => row.sha256)).toEqual(['f00']);
});

test('the files a watch has sent in the last minute are counted, whoever asks', () => {
  const { uploads } = ledgerIn();
  const rows = uploads.enqueue([newUpload('a.pdf'), newUpload('b.pdf'), newUpload('c.pdf')], 0);
  for (const [index, row] of rows.entries()) {
    uploads.apply(row.id, { type: 'claim' }, { startedAt: 1_000 * (index + 1) });
  }

  expect(uploads.startedBetween('scans', 1_500, 3_000)).toEqual({ count: 2, first: 2_000 });
  expect(uploads.startedBetween('scans', 1_000, 2_999)).toEqual({ count: 1, first: 2_000 });
});

test('every attempt is kept with what came of it', async () => {
  const ledger = ledgerIn();
  const { readAttempts } = await import('#engine/store/history/history.ts');
  const [row] = ledger.uploads.enqueue([newUpload('a.pdf')], 0);
  ledger.uploads.apply(row!.id, { type: 'claim' }, { startedAt: 10 });
  ledger.uploads.apply(
    row!.id,
    { type: 'put-off', code: 'portal.busy', until: 99, counts: true },
    {},
    { endedAt: 20, origin: 'HTTP 503', sentBytes: 7 },
  );

  expect(readAttempts(ledger.db, row!.id)).toEqual([
    { startedAt: 10, endedAt: 20, outcome: 'waiting', code: 'portal.busy', origin: 'HTTP 503', sentBytes: 7 },
  ]);
});
