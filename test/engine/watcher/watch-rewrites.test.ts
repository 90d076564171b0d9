import { mkdirSync, renameSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '#test/support/temp-folder.ts';
import { untilQuiet, watchedFolder } from '#test/support/watched-folder.ts';

test('a file that is cut short before it was sent goes on at the length it has', async () => {
  const watched = await watchedFolder();
  const path = join(watched.folder, 'log.txt');
  writeFileSync(path, 'all that was written');
  await untilQuiet(watched);

  truncateSync(path, 3);
  await untilQuiet(watched);

  expect(watched.memory.changes).toMatchObject([
    { type: 'added', file: { stamp: { size: 20 } } },
    { type: 'modified', file: { stamp: { size: 3 } } },
  ]);
});

test('a file that is emptied before it was sent is not sent empty', async () => {
  const watched = await watchedFolder();
  const path = join(watched.folder, 'log.txt');
  writeFileSync(path, 'all that was written');
  await untilQuiet(watched);

  truncateSync(path, 0);
  await untilQuiet(watched);

  expect(watched.memory.skipped()).toEqual(['log.txt: file.empty']);
});

test('a file moved out of the watch is gone, one that is moved in is new', async () => {
  const watched = await watchedFolder();
  const outside = temporaryFolder();
  writeFileSync(join(watched.folder, 'out.txt'), 'leaves');
  writeFileSync(join(outside, 'in.txt'), 'comes');
  await untilQuiet(watched);

  renameSync(join(watched.folder, 'out.txt'), join(outside, 'out.txt'));
  renameSync(join(outside, 'in.txt'), join(watched.folder, 'in.txt'));
  await untilQuiet(watched);

  expect(watched.memory.paths('added')).toEqual(['out.txt', 'in.txt']);
  // The system's event and a look that is under way may both find it out.
  expect(new Set(watched.memory.paths('removed'))).toEqual(new Set(['out.txt']));
});

test.each([
  ['Firefox', 'a.pdf.part', []],
  ['Chrome', 'Unconfirmed 4711.crdownload', []],
  ['Safari', 'a.pdf.download', []],
  ['Syncthing', '.syncthing.a.pdf.tmp', []],
  ['Nextcloud', '.a.pdf.~1a2b3c', []],
  ['rsync', '.a.pdf.x7Qz1B', []],
  ['Google Drive', '.tmp.drivedownload/4711', ['.tmp.drivedownload']],
  ['Dropbox', '.dropbox.cache/2026-11-22/a.pdf', ['.dropbox.cache/2026-11-22']],
])(
  'what %s fetches under another name is recorded once, under its own',
  async (_tool, unfinished, folders) => {
    const watched = await watchedFolder();
    for (const folder of folders) mkdirSync(join(watched.folder, folder), { recursive: true });

    writeFileSync(join(watched.folder, unfinished), 'the first half');
    await untilQuiet(watched);
    writeFileSync(join(watched.folder, unfinished), ', and the rest', { flag: 'a' });
    renameSync(join(watched.folder, unfinished), join(watched.folder, 'a.pdf'));
    await untilQuiet(watched);

    expect(watched.memory.paths('added')).toEqual(['a.pdf']);
    expect(watched.memory.changes).toHaveLength(1);
  },
);
