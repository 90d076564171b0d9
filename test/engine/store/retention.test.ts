import { readdirSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { FoundFile } from '#engine/watcher/file-index.ts';
import { createFileIndex } from '#engine/store/file-index/file-index.ts';
import { backUpOnce } from '#engine/store/db/backup.ts';
import type { Ledger } from '#engine/store/ledger.ts';
import { pruneSome } from '#engine/store/uploads/retention.ts';
import type { UploadRow } from '#engine/store/uploads/rows.ts';
import { dataFolder, ledgerIn, newUpload } from '#test/support/ledger.ts';
import { watchSpec } from '#test/support/watched-folder.ts';

const DAY_MS = 86_400_000;
const ALL = { days: Infinity, rows: Infinity };

function deliver({ uploads }: Ledger, row: UploadRow, at: number, sha256 = 'f00'): void {
  uploads.apply(row.id, { type: 'claim' }, { startedAt: at, afterMessageId: 1 });
  uploads.apply(row.id, { type: 'posted' }, { deliveredAt: at, messageId: 1_000 + row.id, sha256 });
}

/** Queues one file. */
function queue({ uploads }: Ledger, name: string, at = 0): UploadRow {
  const [row] = uploads.enqueue([newUpload(name)], at);
  if (row === undefined) throw new Error('nothing was queued');
  return row;
}

function prune(ledger: Ledger, retention: Partial<typeof ALL>, now: number): void {
  while (pruneSome(ledger.db, { ...ALL, ...retention }, now) > 0);
}

const ids = ({ db }: Ledger) =>
  db
    .prepare('SELECT id FROM uploads ORDER BY id')
    .all()
    .map((raw) => raw['id']);

test('ended uploads beyond the number are removed, the oldest first, with their attempts', () => {
  const ledger = ledgerIn();
  const rows = ledger.uploads.enqueue(
    Array.from({ length: 450 }, (_, nth) => newUpload(`${nth}.pdf`)),
    0,
  );
  for (const row of rows) deliver(ledger, row, 10);

  prune(ledger, { rows: 20 }, DAY_MS);

  expect(ids(ledger)).toEqual(rows.slice(-20).map((row) => row.id));
  expect(ledger.db.prepare('SELECT count(*) AS count FROM attempts').get()).toMatchObject({ count: 20 });
});

test('what is older than the days goes, what waits or needs the user stays whatever its age', () => {
  const ledger = ledgerIn();
  const queued = queue(ledger, 'a');
  const failed = queue(ledger, 'b');
  const delivered = queue(ledger, 'c');
  const skipped = queue(ledger, 'd');
  ledger.uploads.apply(failed.id, { type: 'refused', code: 'file.content' });
  ledger.uploads.apply(skipped.id, { type: 'skip', code: 'file.vanished' });
  deliver(ledger, delivered, 0);
  const young = queue(ledger, 'e', 50 * DAY_MS);
  ledger.uploads.apply(young.id, { type: 'skip', code: 'file.vanished' });

  prune(ledger, { days: 90 }, 100 * DAY_MS);
  expect(ids(ledger)).toEqual([queued.id, failed.id, young.id]);

  prune(ledger, { rows: 0 }, 100 * DAY_MS);
  expect(ids(ledger)).toEqual([queued.id, failed.id]);
});

test('without limits nothing is ever removed', () => {
  const ledger = ledgerIn();
  const row = queue(ledger, 'a');
  deliver(ledger, row, 0);

  prune(ledger, {}, 10_000 * DAY_MS);

  expect(ids(ledger)).toEqual([row.id]);
});

test('a delivered file that still has to be moved stays', () => {
  const ledger = ledgerIn();
  const row = queue(ledger, 'a');
  ledger.uploads.apply(row.id, { type: 'claim' }, { startedAt: 1 });
  ledger.uploads.apply(row.id, { type: 'posted' }, { deliveredAt: 1, messageId: 5, afterDue: true });

  prune(ledger, { rows: 0 }, DAY_MS);

  expect(ledger.after.due().map(({ id }) => id)).toEqual([row.id]);
});

test('a file whose upload was removed is still known as delivered, with its content', () => {
  const ledger = ledgerIn();
  const spec = watchSpec('/srv/scans');
  const memory = createFileIndex(
    {
      db: ledger.db,
      uploads: ledger.uploads,
      now: () => 0,
      captionFor: () => '',
      wasRebuilt: false,
      onUploads: () => undefined,
    },
    new Map([[spec.name, spec]]),
  );
  const file = (name: string, ino: number): FoundFile => ({
    folder: '',
    name,
    stamp: { dev: 1, ino, size: 10, mtimeMs: 1, ctimeMs: 1 },
  });
  memory.record('scans', [
    { type: 'added', file: file('a.pdf', 1) },
    { type: 'skipped', file: file('b.pdf', 2), code: 'file.empty' },
  ]);
  for (const row of ledger.uploads.inState('queued')) deliver(ledger, row, 0, 'abc');

  prune(ledger, { rows: 0 }, DAY_MS);

  expect(ids(ledger)).toEqual([]);
  const known = memory.inFolder('scans', '');
  expect(known.get('a.pdf')).toMatchObject({ status: 'delivered', sha256: 'abc', ino: 1 });
  expect(known.get('b.pdf')).toMatchObject({ status: 'skipped' });
});

test('a removed delivery makes the same content a repeat for 30 days, and keeps its message', () => {
  const ledger = ledgerIn();
  const old = queue(ledger, 'a.pdf');
  deliver(ledger, old, 40 * DAY_MS, 'abc');
  prune(ledger, { rows: 0 }, 41 * DAY_MS);

  const again = queue(ledger, 'a.pdf', 42 * DAY_MS);

  expect(ledger.uploads.deliveriesOfSize(again, 12 * DAY_MS)).toMatchObject([
    { name: 'a.pdf', sha256: 'abc' },
  ]);
  const message = { messageId: 1_000 + old.id, file: { name: 'a.pdf', size: old.size } };
  expect(ledger.uploads.claimOf(again, message)).toBe('taken');
});

test('ids are not given again after their uploads were removed', () => {
  const ledger = ledgerIn();
  const old = queue(ledger, 'a.pdf');
  deliver(ledger, old, 0);
  prune(ledger, { rows: 0 }, DAY_MS);

  const next = queue(ledger, 'b.pdf', 1);

  expect(next.id).toBeGreaterThan(old.id);
});

test('a copy a day is kept, the newest two, and each is a whole ledger', async () => {
  const folder = dataFolder();
  const ledger = ledgerIn(folder);
  ledger.uploads.enqueue([newUpload('a.pdf')], 0);

  for (const day of ['2026-11-20', '2026-11-21', '2026-11-22', '2026-11-22']) {
    await backUpOnce(ledger.db, folder, day);
  }

  const copies = readdirSync(folder).filter((name) => name.startsWith('ledger.daily-'));
  expect(copies).toEqual(['ledger.daily-2026-11-21.db', 'ledger.daily-2026-11-22.db']);
  const copy = new DatabaseSync(join(folder, 'ledger.daily-2026-11-22.db'), { readOnly: true });
  expect(copy.prepare('SELECT name FROM uploads').all()).toEqual([{ name: 'a.pdf' }]);
  copy.close();
});
