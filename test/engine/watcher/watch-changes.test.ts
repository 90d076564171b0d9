import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  linkSync,
  mkdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import type { WatchSpec } from '#domain/watch.ts';
import { momentBetweenChanges } from '#test/support/disk-clock.ts';
import { realClock } from '#test/support/real-clock.ts';
import { temporaryFolder } from '#test/support/temp-folder.ts';
import { untilQuiet, watchedFolder, type WatchedFolder } from '#test/support/watched-folder.ts';

/** A watch that has delivered `report.txt` with the content `first version`. */
async function afterDelivery(spec: Partial<WatchSpec> = {}, options: { clockAhead?: { ms: number } } = {}) {
  const ahead = options.clockAhead ?? { ms: 0 };
  const watched = await watchedFolder({
    spec,
    clock: { ...realClock, now: () => realClock.now() + ahead.ms },
  });
  writeFileSync(join(watched.folder, 'report.txt'), 'first version');
  await untilQuiet(watched);
  watched.memory.settle('report.txt', { standing: 'delivered', sha256: sha256('first version') });
  expect(watched.memory.paths('added')).toEqual(['report.txt']);
  watched.memory.changes.length = 0;
  return { ...watched, report: join(watched.folder, 'report.txt') };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

async function untilGone({ memory }: Pick<WatchedFolder, 'memory'>, path: string): Promise<void> {
  await vi.waitFor(() => expect(memory.paths('removed')).toContain(path), { timeout: 10_000, interval: 20 });
}

test('a file renamed or moved inside the watch is followed, not sent', async () => {
  const watched = await afterDelivery();

  renameSync(watched.report, join(watched.folder, 'renamed.txt'));
  await untilQuiet(watched);
  mkdirSync(join(watched.folder, 'sub'));
  renameSync(join(watched.folder, 'renamed.txt'), join(watched.folder, 'sub', 'moved.txt'));
  await untilQuiet(watched);

  expect(watched.memory.paths('added')).toEqual([]);
  expect(watched.memory.paths('moved')).toEqual(['renamed.txt', 'sub/moved.txt']);
});

test('a renamed folder sends none of its files again', async () => {
  const watched = await watchedFolder();
  mkdirSync(join(watched.folder, 'old', 'deep'), { recursive: true });
  writeFileSync(join(watched.folder, 'old', 'a.txt'), 'a');
  writeFileSync(join(watched.folder, 'old', 'deep', 'b.txt'), 'b');
  await untilQuiet(watched);

  renameSync(join(watched.folder, 'old'), join(watched.folder, 'new'));
  await untilQuiet(watched);

  expect(watched.memory.paths('added').toSorted()).toEqual(['old/a.txt', 'old/deep/b.txt']);
  expect(watched.memory.paths('moved').toSorted()).toEqual(['new/a.txt', 'new/deep/b.txt']);
});

test('a second link to a file is a new file', async () => {
  const watched = await afterDelivery();

  linkSync(watched.report, join(watched.folder, 'second.txt'));
  await untilQuiet(watched);

  expect(watched.memory.paths('added')).toEqual(['second.txt']);
});

test.each(['ignore', 'send'] as const)(
  'a file that was only touched is not sent by a watch that would %s changes',
  async (changed) => {
    const watched = await afterDelivery({ changed });

    utimesSync(watched.report, 1_700_000_000, 1_700_000_000);
    await untilQuiet(watched);

    expect(watched.memory.changes).toMatchObject([{ type: 'metadataChanged' }]);
  },
);

test.each(['ignore', 'send'] as const)(
  'a file saved again with the same content is not sent by a watch that would %s changes',
  async (changed) => {
    const watched = await afterDelivery({ changed });

    writeFileSync(watched.report, 'first version');
    await untilQuiet(watched);

    expect(watched.memory.changes).toMatchObject([{ type: 'metadataChanged' }]);
  },
);

test('other content of the same length is a change', async () => {
  const watched = await afterDelivery({ changed: 'send' });

  writeFileSync(watched.report, 'other version');
  await untilQuiet(watched);

  expect(watched.memory.changes).toMatchObject([{ type: 'modified' }]);
});

test('a watch that ignores changes says once that it did', async () => {
  const watched = await afterDelivery();

  writeFileSync(watched.report, 'second version');
  await untilQuiet(watched);
  await untilQuiet(watched);

  expect(watched.memory.skipped()).toEqual(['report.txt: file.changed-after-delivery']);
  expect(watched.memory.changes).toHaveLength(1);
});

test('a file that changes before it was sent goes on as it is now', async () => {
  const watched = await watchedFolder();
  writeFileSync(join(watched.folder, 'report.txt'), 'first');
  await untilQuiet(watched);

  writeFileSync(join(watched.folder, 'report.txt'), 'second version');
  await untilQuiet(watched);

  expect(watched.memory.changes).toMatchObject([
    { type: 'added', file: { stamp: { size: 5 } } },
    { type: 'modified', file: { stamp: { size: 14 } } },
  ]);
});

test('an editor that writes beside, deletes and renames has changed the file', async () => {
  const watched = await afterDelivery({ changed: 'send' });
  const temporary = join(watched.folder, '~wrd0001.tmp');

  writeFileSync(temporary, 'second version');
  rmSync(watched.report);
  await untilGone(watched, 'report.txt');
  renameSync(temporary, watched.report);
  await untilQuiet(watched);

  expect(watched.memory.paths('modified')).toEqual(['report.txt']);
  expect(watched.memory.paths('added')).toEqual([]);
});

test('a file that takes the name of one gone for a minute is new', async () => {
  const clockAhead = { ms: 0 };
  const watched = await afterDelivery({}, { clockAhead });

  rmSync(watched.report);
  await untilGone(watched, 'report.txt');
  clockAhead.ms = 61_000;
  writeFileSync(watched.report, 'the next report');
  await untilQuiet(watched);

  expect(watched.memory.paths('added')).toEqual(['report.txt']);
});

test('a file that comes back as it was is not sent again, whatever its inode', async () => {
  const clockAhead = { ms: 0 };
  const watched = await afterDelivery({}, { clockAhead });
  const backup = join(temporaryFolder(), 'backup.txt');
  execFileSync('cp', ['-p', watched.report, backup]);

  rmSync(watched.report);
  await untilGone(watched, 'report.txt');
  clockAhead.ms = 3_600_000;
  execFileSync('cp', ['-p', backup, watched.report]);
  await untilQuiet(watched);

  expect(watched.memory.paths('added')).toEqual([]);
  // On a busy machine an event and a look may both find it, which does no harm.
  expect(new Set(watched.memory.paths('metadataChanged'))).toEqual(new Set(['report.txt']));
});

test('an empty file is skipped, and sent once it has content', async () => {
  const watched = await watchedFolder();

  writeFileSync(join(watched.folder, 'scan.pdf'), '');
  await untilQuiet(watched);
  writeFileSync(join(watched.folder, 'scan.pdf'), 'pages');
  await untilQuiet(watched);

  expect(watched.memory.skipped()).toEqual(['scan.pdf: file.empty']);
  expect(watched.memory.paths('added')).toEqual(['scan.pdf']);
});

test('files outside the size limits are skipped with a reason', async () => {
  const watched = await watchedFolder({ spec: { sizeMin: 3, sizeMax: 5 } });

  for (const size of [0, 2, 3, 5, 6]) writeFileSync(join(watched.folder, `${size}.bin`), 'x'.repeat(size));
  await untilQuiet(watched);

  expect(watched.memory.paths('added')).toEqual(['3.bin', '5.bin']);
  expect(watched.memory.skipped()).toEqual([
    '0.bin: file.empty',
    '2.bin: file.too-small',
    '6.bin: file.too-large',
  ]);
});

test.each(['ignore', 'send'] as const)(
  'a file from before the watch that is touched or copied over without its times is not sent by a watch that would %s changes',
  async (changed) => {
    const folder = temporaryFolder();
    for (const name of ['touched.txt', 'restored.txt']) writeFileSync(join(folder, name), 'an old file');
    await momentBetweenChanges();
    const watched = await watchedFolder({ folder, spec: { changed } });
    await untilQuiet(watched);

    utimesSync(join(folder, 'touched.txt'), 1_700_000_000, 1_700_000_000);
    rmSync(join(folder, 'restored.txt'));
    await untilGone(watched, 'restored.txt');
    writeFileSync(join(folder, 'restored.txt'), 'an old file');
    await untilQuiet(watched);

    expect(watched.memory.paths('added')).toEqual([]);
    expect(watched.memory.paths('modified')).toEqual([]);
    expect(watched.memory.skipped()).toEqual([]);
  },
);

test('a free name that another document takes is a new file', async () => {
  const watched = await afterDelivery();
  const away = join(temporaryFolder(), 'filed.txt');

  renameSync(watched.report, away);
  await untilGone(watched, 'report.txt');
  writeFileSync(watched.report, 'quite another document');
  await untilQuiet(watched);

  expect(watched.memory.paths('added')).toEqual(['report.txt']);
});

test('a free name that the same content takes again is not sent', async () => {
  const watched = await afterDelivery();

  renameSync(watched.report, join(temporaryFolder(), 'filed.txt'));
  await untilGone(watched, 'report.txt');
  writeFileSync(watched.report, 'first version');
  await untilQuiet(watched);

  expect(watched.memory.paths('added')).toEqual([]);
});

test('an editor that frees the name for a moment after it wrote its temporary file has changed the file', async () => {
  const watched = await afterDelivery();
  const temporary = join(watched.folder, '~WRD0001.tmp');

  writeFileSync(temporary, 'second version');
  rmSync(watched.report);
  await untilGone(watched, 'report.txt');
  renameSync(temporary, watched.report);
  await untilQuiet(watched);

  expect(watched.memory.paths('added')).toEqual([]);
  expect(watched.memory.skipped()).toEqual(['report.txt: file.changed-after-delivery']);
});

test.each(['events', 'polling'] as const)(
  'other content with the size and time of the delivered one is a change where changes are sent: %s',
  async (mode) => {
    const watched = await afterDelivery({ changed: 'send', mode });
    const { atime, mtime } = statSync(watched.report);

    writeFileSync(watched.report, 'other version');
    utimesSync(watched.report, atime, mtime);
    await untilQuiet(watched);

    expect(watched.memory.changes.filter(({ type }) => type === 'modified')).toHaveLength(1);
  },
);

test('a file whose rights change is not sent by a watch that sends changes', async () => {
  const watched = await afterDelivery({ changed: 'send' });

  chmodSync(watched.report, 0o600);
  await untilQuiet(watched);

  expect(watched.memory.changes).toMatchObject([{ type: 'metadataChanged' }]);
});
