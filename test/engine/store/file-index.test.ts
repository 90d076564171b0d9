import { describe, expect, test } from 'vitest';
import type { WatchSpec } from '#domain/watch.ts';
import type { Ledger } from '#engine/store/ledger.ts';
import { createFileIndex } from '#engine/store/file-index/file-index.ts';
import type { FoundFile, FileIndex } from '#engine/watcher/file-index.ts';
import { ledgerIn } from '#test/support/ledger.ts';

const SPEC: WatchSpec = {
  name: 'scans',
  folder: '/srv/scans',
  target: { portal: 'office', bot: 'scanner', dialog: 'chat5' },
  recursive: true,
  maxDepth: Infinity,
  include: [],
  exclude: [],
  hidden: 'send',
  junk: [],
  sizeMin: 1,
  sizeMax: 1_000,
  existing: 'new',
  quietMs: 100,
  changed: 'ignore',
  repeats: 'same-name',
  caption: '{name}',
  after: { type: 'keep' },
  mode: 'detect',
  perMinuteCap: 0,
};

const found = (name: string, ino: number, rest: Partial<FoundFile['stamp']> = {}): FoundFile => ({
  folder: '',
  name,
  stamp: { dev: 1, ino, size: 10, mtimeMs: 1_000.25, ctimeMs: 1_000.25, ...rest },
});

function memoryIn(ledger: Ledger): { memory: FileIndex; changed: number[] } {
  const changed: number[] = [];
  const memory = createFileIndex(
    {
      db: ledger.db,
      uploads: ledger.uploads,
      now: () => 5_000,
      wasRebuilt: false,
      captionFor: (_, file) => file.name,
      onUploads: (ids) => changed.push(...ids),
    },
    new Map([[SPEC.name, SPEC]]),
  );
  return { memory, changed };
}

test('a watch that has not finished its first look keeps the moment at which that began', () => {
  const { memory } = memoryIn(ledgerIn());

  memory.registerWatch('scans', '/srv/scans', 1_000);
  memory.registerWatch('scans', '/srv/scans', 2_000);
  expect(memory.startInitialScan('scans', '/srv/scans', 3_000)).toEqual({
    since: 1_000,
    isComplete: false,
    indexWasRebuilt: false,
  });
  memory.completeInitialScan('scans', '/srv/scans');
  expect(memory.startInitialScan('scans', '/srv/scans', 4_000)).toEqual({
    since: 1_000,
    isComplete: true,
    indexWasRebuilt: false,
  });
});

test('a watch forgets its folder when it is on another one, not before that was seen', () => {
  const { memory } = memoryIn(ledgerIn());
  memory.startInitialScan('scans', '/srv/scans', 1_000);
  memory.record('scans', [{ type: 'preexisting', file: found('a.pdf', 1) }]);
  memory.completeInitialScan('scans', '/srv/scans');

  memory.registerWatch('scans', '/srv/scasn', 2_000);
  expect(memory.inFolder('scans', '').size).toBe(1);
  expect(memory.startInitialScan('scans', '/mnt/other', 3_000)).toEqual({
    since: 3_000,
    isComplete: false,
    indexWasRebuilt: false,
  });
  expect(memory.inFolder('scans', '').size).toBe(0);
});

test('files that arrive are queued in their order, with target and caption of that moment', () => {
  const ledger = ledgerIn();
  const { memory, changed } = memoryIn(ledger);

  memory.record('scans', [
    { type: 'added', file: found('b.pdf', 2) },
    { type: 'added', file: found('a.pdf', 1) },
  ]);

  const rows = ledger.uploads.inState('queued');
  expect(rows.map(({ name, caption, dialog, path }) => [name, caption, dialog, path])).toEqual([
    ['b.pdf', 'b.pdf', 'chat5', '/srv/scans/b.pdf'],
    ['a.pdf', 'a.pdf', 'chat5', '/srv/scans/a.pdf'],
  ]);
  expect(changed).toEqual(rows.map((row) => row.id));
  expect(memory.inFolder('scans', '').get('a.pdf')).toMatchObject({
    ino: 1,
    mtimeMs: 1_000.25,
    status: 'open',
  });
});

test('a file that changes before it was sent is sent once, as it is now', () => {
  const ledger = ledgerIn();
  const { memory } = memoryIn(ledger);
  memory.record('scans', [{ type: 'added', file: found('a.pdf', 1) }]);

  memory.record('scans', [{ type: 'modified', file: found('a.pdf', 1, { size: 99 }) }]);

  expect(ledger.uploads.inState('queued').map((row) => row.size)).toEqual([99]);
});

test('a file that moves before it was sent goes out from its new place', () => {
  const ledger = ledgerIn();
  const { memory } = memoryIn(ledger);
  memory.record('scans', [{ type: 'added', file: found('a.pdf', 1) }]);

  memory.record('scans', [
    { type: 'moved', from: { folder: '', name: 'a.pdf' }, file: { ...found('b.pdf', 1), folder: 'sub' } },
  ]);

  expect(ledger.uploads.inState('queued').map(({ path, name }) => [path, name])).toEqual([
    ['/srv/scans/sub/b.pdf', 'b.pdf'],
  ]);
  expect(memory.inFolder('scans', '').size).toBe(0);
  expect(memory.byIdentity('scans', { ino: 1, size: 10, mtimeMs: 1_000.25 })).toMatchObject({
    folder: 'sub',
    status: 'open',
  });
});

test('saving a delivered file again and again leaves one row that says so', () => {
  const ledger = ledgerIn();
  const { memory } = memoryIn(ledger);
  memory.record('scans', [{ type: 'added', file: found('a.xlsx', 1) }]);
  const [row] = ledger.uploads.inState('queued');
  ledger.uploads.apply(row!.id, { type: 'claim' }, { startedAt: 1 });
  ledger.uploads.apply(row!.id, { type: 'posted' }, { sha256: 'abc', messageId: 1, deliveredAt: 2 });

  for (const size of [11, 12, 13]) {
    const file = found('a.xlsx', 1, { size });
    memory.record('scans', [{ type: 'skipped', file, code: 'file.changed-after-delivery' }]);
  }

  expect(ledger.uploads.inState('skipped').map((skipped) => skipped.size)).toEqual([13]);
  expect(memory.inFolder('scans', '').get('a.xlsx')).toMatchObject({ status: 'delivered', sha256: 'abc' });
});

test('findings are recorded all together or not at all', () => {
  const ledger = ledgerIn();
  const { memory } = memoryIn(ledger);
  const broken = { ...found('b.pdf', 2), stamp: { ...found('b.pdf', 2).stamp, size: Number.NaN } };

  expect(() =>
    memory.record('scans', [
      { type: 'added', file: found('a.pdf', 1) },
      { type: 'added', file: broken },
    ]),
  ).toThrow();

  expect(ledger.uploads.inState('queued')).toEqual([]);
  expect(memory.inFolder('scans', '').size).toBe(0);
});

test('a change that comes while the file is being sent is left for the next scan', () => {
  const ledger = ledgerIn();
  const { memory } = memoryIn(ledger);
  memory.record('scans', [{ type: 'added', file: found('a.pdf', 1) }]);
  const [row] = ledger.uploads.inState('queued');
  ledger.uploads.apply(row!.id, { type: 'claim' }, { startedAt: 1 });

  memory.record('scans', [{ type: 'modified', file: found('a.pdf', 1, { size: 99 }) }]);

  expect(ledger.uploads.pendingCount()).toBe(1);
  expect(memory.inFolder('scans', '').get('a.pdf')).toMatchObject({ size: 10 });
});

test('a file that moves while it is sent is looked for under the name it was sent with', () => {
  const ledger = ledgerIn();
  const { memory } = memoryIn(ledger);
  memory.record('scans', [{ type: 'added', file: found('a.pdf', 1) }]);
  const [row] = ledger.uploads.inState('queued');
  ledger.uploads.apply(row!.id, { type: 'claim' }, { startedAt: 1 });

  memory.record('scans', [{ type: 'moved', from: { folder: '', name: 'a.pdf' }, file: found('b.pdf', 1) }]);

  expect(ledger.uploads.get(row!.id)).toMatchObject({
    path: '/srv/scans/b.pdf',
    name: 'a.pdf',
    state: 'sending',
  });
});

test.each(['moved', 'metadataChanged'] as const)(
  'a file given up as gone that turns up again (%s) goes out',
  (type) => {
    const ledger = ledgerIn();
    const { memory } = memoryIn(ledger);
    memory.record('scans', [{ type: 'added', file: found('a.pdf', 1) }]);
    const [row] = ledger.uploads.inState('queued');
    ledger.uploads.apply(row!.id, { type: 'skip', code: 'file.vanished' });
    const name = type === 'moved' ? 'b.pdf' : 'a.pdf';

    memory.record('scans', [{ type, from: { folder: '', name: 'a.pdf' }, file: found(name, 1) }]);

    expect(ledger.uploads.inState('queued').map((queued) => [queued.id, queued.name])).toEqual([
      [row!.id, name],
    ]);
  },
);

test('a file that outgrows its limit before it was sent is not sent', () => {
  const ledger = ledgerIn();
  const { memory } = memoryIn(ledger);
  memory.record('scans', [{ type: 'added', file: found('a.pdf', 1) }]);

  memory.record('scans', [
    { type: 'skipped', file: found('a.pdf', 1, { size: 5_000 }), code: 'file.too-large' },
  ]);

  expect(ledger.uploads.pendingCount()).toBe(0);
  expect(ledger.uploads.inState('skipped').map(({ size, code }) => [size, code])).toEqual([
    [5_000, 'file.too-large'],
  ]);
});

describe('a file of which only the user can tell whether it is another document', () => {
  const asked = () => {
    const ledger = ledgerIn();
    const { memory } = memoryIn(ledger);
    memory.record('scans', [{ type: 'added', file: found('scan.pdf', 1) }]);
    const [row] = ledger.uploads.inState('queued');
    ledger.uploads.apply(row!.id, { type: 'claim' }, { startedAt: 1 });
    ledger.uploads.apply(row!.id, { type: 'posted' }, { sha256: 'abc', messageId: 1, deliveredAt: 2 });
    memory.record('scans', [{ type: 'unclear', file: found('scan.pdf', 2, { size: 20 }) }]);
    return { ledger, memory };
  };

  test('needs the user, and is sent when they say so', () => {
    const { ledger, memory } = asked();

    const [question] = ledger.uploads.inState('failed');
    expect(question).toMatchObject({ code: 'file.name-reused', size: 20 });
    expect(memory.at('scans', '', 'scan.pdf')).toMatchObject({ status: 'skipped', size: 20 });
    expect(ledger.uploads.apply(question!.id, { type: 'retry' })).toMatchObject({ state: 'queued' });
  });

  test('stays one question, however often it changes', () => {
    const { ledger, memory } = asked();

    memory.record('scans', [{ type: 'unclear', file: found('scan.pdf', 3, { size: 21 }) }]);
    memory.record('scans', [
      { type: 'skipped', file: found('scan.pdf', 3, { size: 22 }), code: 'file.change-ignored' },
    ]);

    expect(ledger.uploads.inState('failed')).toMatchObject([{ code: 'file.name-reused', ino: 3, size: 22 }]);
    expect(ledger.uploads.inState('skipped')).toEqual([]);
  });
});

test('an old file that is held stays a question while it changes, also where changes are sent', () => {
  const ledger = ledgerIn();
  const { memory } = memoryIn(ledger);
  memory.record('scans', [{ type: 'old', file: found('old.pdf', 1) }]);

  memory.record('scans', [{ type: 'modified', file: found('old.pdf', 1, { size: 30 }) }]);

  expect(ledger.uploads.inState('failed')).toMatchObject([{ code: 'file.old', size: 30 }]);
  expect(ledger.uploads.inState('queued')).toEqual([]);
});
