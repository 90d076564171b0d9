import {
  chmodSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { AppError } from '#domain/errors.ts';
import { moveFile, type FileToMove } from '#engine/delivery/post-delivery/move-file.ts';
import type { Disk } from '#engine/system/disk.ts';
import { nodeDisk } from '#engine/system/node-disk.ts';
import { asSomebody } from '#test/support/as-somebody.ts';
import { temporaryFolder } from '#test/support/temp-folder.ts';

/** A program that tries to move a file and prints what came of it. */
function moving(file: FileToMove): string {
  return `
    import { moveFile } from '#engine/delivery/post-delivery/move-file.ts';
    import { nodeDisk } from '#engine/system/node-disk.ts';
    const code = await moveFile(nodeDisk, ${JSON.stringify(file)}).then(() => 'moved', (error) => error.code);
    process.stdout.write(code);
  `;
}

const prepare = (content = 'sent') => {
  const root = temporaryFolder();
  const path = join(root, 'a.pdf');
  writeFileSync(path, content);
  const { ino, size, mtimeMs } = lstatSync(path);
  return { path, root, folder: join(root, 'Sent'), stamp: { ino, size, mtimeMs }, token: '7' };
};
/** What drives without hard links answer, by the system. */
const NO_LINKS = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EISDIR'] as const;
const without = (code: string): Disk => ({
  ...nodeDisk,
  link: () => Promise.reject(Object.assign(new Error(code), { code })),
});
const codeOf = (moved: Promise<string>) =>
  moved.then(
    () => 'moved',
    (error: unknown) => AppError.from(error).code,
  );

test('a file that was rewritten since stays where it is', async () => {
  const file = prepare();
  writeFileSync(file.path, 'rewritten since');

  expect(await codeOf(moveFile(nodeDisk, file))).toBe('after.changed');
  expect(readFileSync(file.path, 'utf8')).toBe('rewritten since');
});

test('a link in its place is not touched', async () => {
  const file = prepare();
  const secret = join(temporaryFolder(), 'secret');
  writeFileSync(secret, 'secret');
  rmSync(file.path);
  symlinkSync(secret, file.path);

  expect(await codeOf(moveFile(nodeDisk, file))).toBe('after.changed');
  expect(readFileSync(secret, 'utf8')).toBe('secret');
  expect(readdirSync(file.folder)).toEqual([]);
});

test('a target folder that leads out of the watch is refused', async () => {
  const file = prepare();
  symlinkSync(temporaryFolder(), file.folder);

  expect(await codeOf(moveFile(nodeDisk, file))).toBe('after.refused');
  expect(existsSync(file.path)).toBe(true);
});

test('a folder without permission leaves the file', async () => {
  const file = prepare();
  chmodSync(file.root, 0o500);
  onTestFinished(() => chmodSync(file.root, 0o700));

  expect(await asSomebody(file.root, moving(file))).toBe('after.refused');
  expect(existsSync(file.path)).toBe(true);
});

test('killed between any two of its steps it comes to the same end', async () => {
  const aside = (file: ReturnType<typeof prepare>) => join(file.folder, '.chatdrop-7');
  const taken = prepare();
  mkdirSync(taken.folder);
  renameSync(taken.path, aside(taken));
  const named = prepare();
  mkdirSync(named.folder);
  renameSync(named.path, aside(named));
  linkSync(aside(named), join(named.folder, 'a.pdf'));
  const done = prepare();
  mkdirSync(done.folder);
  renameSync(done.path, join(done.folder, 'a.pdf'));

  for (const file of [taken, named, done]) {
    expect(await moveFile(nodeDisk, file)).toBe(join(file.folder, 'a.pdf'));
    expect(readdirSync(file.folder)).toEqual(['a.pdf']);
    expect(existsSync(file.path)).toBe(false);
  }
});

test('what was put in the file’s place in the last moment gets its place back', async () => {
  const file = prepare();
  mkdirSync(file.folder);
  writeFileSync(join(file.folder, '.chatdrop-7'), 'somebody’s new version');
  rmSync(file.path);

  expect(await codeOf(moveFile(nodeDisk, file))).toBe('after.changed');
  expect(readFileSync(file.path, 'utf8')).toBe('somebody’s new version');
});

test.each(NO_LINKS)('on a drive that answers links with %s a free name is taken', async (code) => {
  const file = prepare();

  expect(await moveFile(without(code), file)).toBe(join(file.folder, 'a.pdf'));
  expect(readdirSync(file.folder)).toEqual(['a.pdf']);
  expect(readFileSync(join(file.folder, 'a.pdf'), 'utf8')).toBe('sent');
  expect(existsSync(file.path)).toBe(false);
});

test('on a drive without hard links, too, a name that is taken is not overwritten', async () => {
  const file = prepare();
  mkdirSync(file.folder);
  writeFileSync(join(file.folder, 'a.pdf'), 'somebody’s');
  writeFileSync(join(file.folder, 'a (1).pdf'), '');

  expect(await moveFile(without('EPERM'), file)).toBe(join(file.folder, 'a (2).pdf'));
  expect(readFileSync(join(file.folder, 'a.pdf'), 'utf8')).toBe('somebody’s');
  expect(readFileSync(join(file.folder, 'a (1).pdf'), 'utf8')).toBe('');
  expect(readFileSync(join(file.folder, 'a (2).pdf'), 'utf8')).toBe('sent');
  expect(readdirSync(file.folder)).toHaveLength(3);
});

test('on a drive without hard links, too, what is not the delivered file replaces no other on its way back', async () => {
  const file = prepare();
  mkdirSync(file.folder);
  writeFileSync(join(file.folder, '.chatdrop-7'), 'somebody’s new version');
  writeFileSync(file.path, 'and a newer one');

  expect(await codeOf(moveFile(without('EPERM'), file))).toBe('after.changed');
  expect(readFileSync(file.path, 'utf8')).toBe('and a newer one');
  expect(readFileSync(join(file.root, 'a (1).pdf'), 'utf8')).toBe('somebody’s new version');
});

test('a drive that fails otherwise leaves the file under no other name', async () => {
  const file = prepare();
  expect(await codeOf(moveFile(without('EIO'), file))).toBe('after.refused');
  expect(readdirSync(file.folder)).toEqual(['.chatdrop-7']);

  expect(await moveFile(nodeDisk, file)).toBe(join(file.folder, 'a.pdf'));
  expect(readdirSync(file.folder)).toEqual(['a.pdf']);
});

test('where the target is below a link that leads out of the watch, nothing is made there', async () => {
  const file = prepare();
  const outside = temporaryFolder();
  symlinkSync(outside, join(file.root, 'Sent'));

  expect(await codeOf(moveFile(nodeDisk, { ...file, folder: join(file.root, 'Sent', '2026-12') }))).toBe(
    'after.refused',
  );

  expect(readdirSync(outside)).toEqual([]);
  expect(existsSync(file.path)).toBe(true);
});
