import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '#test/support/temp-folder.ts';
import { untilQuiet, watchedFolder } from '#test/support/watched-folder.ts';

test('junk is never recorded, nor anything in folders of such names', async () => {
  const watched = await watchedFolder({ spec: { existing: 'all' } });
  const junk = [
    '~$x.docx',
    'x.crdownload',
    'X.PART',
    '.DS_Store',
    'thumbs.db',
    '.~lock.a.odt#',
    '.syncthing.a.pdf.tmp',
  ];

  for (const name of junk) writeFileSync(join(watched.folder, name), 'content');
  for (const folder of ['@eaDir', '.git']) {
    mkdirSync(join(watched.folder, folder));
    writeFileSync(join(watched.folder, folder, 'a.pdf'), 'content');
  }
  writeFileSync(join(watched.folder, 'a.pdf'), 'content');
  await untilQuiet(watched);

  expect(watched.memory.changes).toMatchObject([{ type: 'added', file: { folder: '', name: 'a.pdf' } }]);
});

test('odd names are recorded as they are', async () => {
  const watched = await watchedFolder();
  const names = [
    'line\nbreak.txt',
    `#%&'".txt`,
    '<img src=x onerror=alert(1)>',
    'й'.normalize('NFD') + '.txt',
    `${'ü'.repeat(125)}.txt`, // 254 bytes
    'x'.repeat(255),
    ' leading and trailing ',
    'back\\slash.txt',
    '[brackets] (1) {2}.txt',
    '\u202Egnp.exe',
    'CON',
    '-rf',
    '🎉.txt',
  ];

  for (const name of names) writeFileSync(join(watched.folder, name), 'content');
  await untilQuiet(watched);

  expect(watched.memory.paths('added').toSorted()).toEqual(names.toSorted());
});

test('a pattern matches a name in either Unicode spelling', async () => {
  const watched = await watchedFolder({ spec: { include: ['отчёт й*.PDF'] } });

  writeFileSync(join(watched.folder, 'Отчёт й.pdf'.normalize('NFD')), 'content');
  await untilQuiet(watched);

  expect(watched.memory.paths('added')).toHaveLength(1);
});

test('links are skipped once and never followed', async () => {
  const outside = temporaryFolder();
  writeFileSync(join(outside, 'private.txt'), 'secret');
  const watched = await watchedFolder();

  symlinkSync(join(outside, 'private.txt'), join(watched.folder, 'link.txt'));
  symlinkSync(outside, join(watched.folder, 'folder'));
  symlinkSync('loop', join(watched.folder, 'loop'));
  symlinkSync('nowhere', join(watched.folder, 'dangling'));
  await untilQuiet(watched);
  await untilQuiet(watched);

  expect(watched.memory.skipped().toSorted()).toEqual([
    'dangling: file.link',
    'link.txt: file.link',
    'loop: file.link',
  ]);
  expect(watched.memory.changes).toHaveLength(3);
});

test('a FIFO and a socket are skipped, and hold nothing up', async () => {
  const watched = await watchedFolder();

  execFileSync('mkfifo', [join(watched.folder, 'fifo')]);
  const server = createServer().listen(join(watched.folder, 'socket'));
  onTestFinished(() => void server.close());
  writeFileSync(join(watched.folder, 'file.txt'), 'content');
  await untilQuiet(watched);

  expect(watched.memory.paths('added')).toEqual(['file.txt']);
  expect(watched.memory.skipped().toSorted()).toEqual(['fifo: file.special', 'socket: file.special']);
});

/** Containers and most users may not make one. */
const CAN_MAKE_DEVICES =
  spawnSync('sh', ['-c', 'd=$(mktemp -d) && mknod "$d/null" c 1 3; s=$?; rm -r "$d"; exit $s']).status === 0;
if (!CAN_MAKE_DEVICES) console.log('skipped: device: nobody may make one here');

test.runIf(CAN_MAKE_DEVICES)('devices are skipped and never opened', async () => {
  const watched = await watchedFolder();

  execFileSync('mknod', [join(watched.folder, 'endless'), 'c', '1', '5']);
  execFileSync('mknod', [join(watched.folder, 'drive'), 'b', '7', '200']);
  writeFileSync(join(watched.folder, 'file.txt'), 'content');
  await untilQuiet(watched);

  expect(watched.memory.paths('added')).toEqual(['file.txt']);
  expect(watched.memory.skipped().toSorted()).toEqual(['drive: file.special', 'endless: file.special']);
});

test('a file whose time lies in the future is recorded', async () => {
  const watched = await watchedFolder();
  const path = join(watched.folder, 'tomorrow.txt');

  writeFileSync(path, 'content');
  utimesSync(path, 4_000_000_000, 4_000_000_000);
  await untilQuiet(watched);

  expect(watched.memory.paths('added')).toEqual(['tomorrow.txt']);
});

test('a watch looks only as deep as it is told', async () => {
  const flat = await watchedFolder({ spec: { recursive: false } });
  const shallow = await watchedFolder({ spec: { maxDepth: 1 } });
  for (const { folder } of [flat, shallow]) {
    mkdirSync(join(folder, 'a', 'b'), { recursive: true });
    for (const path of ['0.txt', 'a/1.txt', 'a/b/2.txt']) writeFileSync(join(folder, path), 'content');
  }
  await Promise.all([untilQuiet(flat), untilQuiet(shallow)]);

  expect(flat.memory.paths('added')).toEqual(['0.txt']);
  expect(shallow.memory.paths('added').toSorted()).toEqual(['0.txt', 'a/1.txt']);
});
