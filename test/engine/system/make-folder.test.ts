import { existsSync, mkdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeFolder } from '#engine/system/make-folder.ts';
import { temporaryFolder } from '#test/support/temp-folder.ts';

test('makes a folder and those it lies in, for its owner only, and leaves one that is there', () => {
  const root = temporaryFolder();
  const path = join(root, 'a/b/c');

  makeFolder(path);
  writeFileSync(join(path, 'kept'), '');
  makeFolder(path);
  makeFolder(root);

  expect(statSync(join(root, 'a')).mode & 0o777).toBe(0o700);
  expect(existsSync(join(path, 'kept'))).toBe(true);
});

test('a link to a folder counts as one, a file does not', () => {
  const root = temporaryFolder();
  mkdirSync(join(root, 'real'));
  symlinkSync(join(root, 'real'), join(root, 'link'));
  writeFileSync(join(root, 'file'), '');

  makeFolder(join(root, 'link'));
  makeFolder(join(root, 'link/below'));

  expect(existsSync(join(root, 'real/below'))).toBe(true);
  expect(() => makeFolder(join(root, 'file'))).toThrow(/EEXIST/);
  expect(() => makeFolder(join(root, 'file/below'))).toThrow(/ENOTDIR/);
});

test.runIf(process.platform === 'linux')('gives up where the system lets nobody make anything', () => {
  expect(() => makeFolder('/proc/x')).toThrow(/ENOENT/);
  expect(() => makeFolder('/proc/x/y')).toThrow(/ENOENT/);
});
