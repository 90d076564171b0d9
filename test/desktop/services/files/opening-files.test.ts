import { chmodSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isRunnable } from '#desktop/services/files/runnable-types.ts';
import { readPicture } from '#desktop/services/files/read-picture.ts';
import { isPlainDocument } from '#desktop/services/files/plain-document.ts';
import { nodeDisk } from '#engine/system/node-disk.ts';
import { openRegular } from '#engine/system/open-regular.ts';
import { temporaryFolder } from '#test/support/temp-folder.ts';

const RUN = [
  'a.exe',
  'A.EXE',
  'x.pdf.lnk',
  'a.js',
  'a.desktop',
  'a.command',
  'a.scr',
  'a.bat',
  'a.msi',
  'a.jar',
  'a.app',
  'a.sh',
  'a.url',
  'a.exe. ',
  'a.exe .',
  'a.bat::$DATA',
  'a.settingcontent-ms',
  'a.webloc',
  'a.AppImage',
];
const OPEN = [
  'report.pdf',
  'photo.JPG',
  'notes',
  'exe',
  'table.xlsx',
  'letter.docx',
  'a.exe.pdf',
  'Отчёт.pdf',
];

test.each(RUN)('a click never runs %s', (name) => {
  for (const platform of ['win32', 'darwin', 'linux'] as const)
    expect(isRunnable(name, 0o644, platform)).toBe(true);
});

test.each(OPEN)('%s is opened', (name) => {
  for (const platform of ['win32', 'darwin', 'linux'] as const)
    expect(isRunnable(name, 0o644, platform)).toBe(false);
});

test('a file with the right to be run is not opened, unless no system runs its type', () => {
  expect(isRunnable('installer', 0o755, 'linux')).toBe(true);
  expect(isRunnable('installer', 0o755, 'darwin')).toBe(true);
  // Drives of Windows have no such rights: every file there looks executable.
  expect(isRunnable('report.pdf', 0o777, 'linux')).toBe(false);
  expect(isRunnable('installer', 0o755, 'win32')).toBe(false);
});

test('what lies at the path at the click decides, not what was sent', async () => {
  const folder = temporaryFolder();
  const path = join(folder, 'report.pdf');
  writeFileSync(path, '%PDF');
  expect(await isPlainDocument(nodeDisk, path, folder)).toBe(true);

  renameSync(path, join(folder, 'kept'));
  symlinkSync('/bin/sh', path);
  expect(await isPlainDocument(nodeDisk, path, folder)).toBe(false);

  const script = join(folder, 'script');
  writeFileSync(script, '#!/bin/sh');
  expect(await isPlainDocument(nodeDisk, script, folder)).toBe(true);
  chmodSync(script, 0o755);
  expect(await isPlainDocument(nodeDisk, script, folder)).toBe(false);
});

const picture = async (content: Uint8Array) => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'a.png'), content);
  const file = await openRegular(nodeDisk, join(folder, 'a.png'), folder);
  try {
    return await readPicture(file);
  } finally {
    await file.close();
  }
};

test('only pictures of a modest size are handed to the page', async () => {
  const png = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]), Buffer.alloc(100)]);
  expect(await picture(png)).toEqual(new Uint8Array(png));
  expect(await picture(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'))).toBeUndefined();
  expect(await picture(Buffer.from('password=hunter2, more than twelve bytes'))).toBeUndefined();
  expect(await picture(Buffer.concat([png, Buffer.alloc(20_000_000)]))).toBeUndefined();
});
