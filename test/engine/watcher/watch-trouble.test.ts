import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { AppError } from '#domain/errors.ts';
import type { FileSystem } from '#engine/ports.ts';
import { nodeFileSystem } from '#engine/system/node-file-system.ts';
import { temporaryFolder } from '#test/support/temp-folder.ts';
import { InMemoryFileIndex } from '#test/support/in-memory-file-index.ts';
import { untilQuiet, watchedFolder } from '#test/support/watched-folder.ts';

const DEADLINE = { timeout: 15_000, interval: 20 };

/** What the system throws, as Node gives it to us. */
function systemError(code: string): Error {
  return Object.assign(new Error(code), { code, syscall: 'test', errno: -1 });
}

test('a folder that is not there is waited for', async () => {
  const folder = join(temporaryFolder(), 'later');
  const watched = await watchedFolder({ folder });
  expect(watched.watch.state).toMatchObject({ type: 'absent', code: 'folder.missing' });
  expect(watched.watch.isIdle()).toBe(true);

  mkdirSync(folder);
  await vi.waitFor(() => expect(watched.watch.state).toEqual({ type: 'watching' }), DEADLINE);
  writeFileSync(join(folder, 'a.txt'), 'content');

  await vi.waitFor(() => expect(watched.memory.paths('added')).toEqual(['a.txt']), DEADLINE);
});

test('a folder deleted and made anew is watched on', async () => {
  const folder = join(temporaryFolder(), 'scans');
  mkdirSync(folder);
  const watched = await watchedFolder({ folder, times: { scanLocalMs: 60_000 } });
  writeFileSync(join(folder, 'a.txt'), 'content');
  await untilQuiet(watched);

  rmSync(folder, { recursive: true });
  await vi.waitFor(() => expect(watched.watch.state.type).toBe('absent'), DEADLINE);
  mkdirSync(folder);
  await vi.waitFor(() => expect(watched.watch.state.type).toBe('watching'), DEADLINE);
  writeFileSync(join(folder, 'b.txt'), 'content');

  await vi.waitFor(() => expect(watched.memory.paths('added')).toEqual(['a.txt', 'b.txt']), DEADLINE);
});

test('a folder replaced so fast that nobody saw it missing is watched on', async () => {
  const folder = join(temporaryFolder(), 'scans');
  mkdirSync(folder);
  const watched = await watchedFolder({ folder });
  await vi.waitFor(() => expect(watched.watch.state.type).toBe('watching'), DEADLINE);

  rmSync(folder, { recursive: true });
  mkdirSync(folder);
  writeFileSync(join(folder, 'a.txt'), 'content');
  await vi.waitFor(() => expect(watched.memory.paths('added')).toEqual(['a.txt']), DEADLINE);
  writeFileSync(join(folder, 'b.txt'), 'content');

  await vi.waitFor(() => expect(watched.memory.paths('added')).toEqual(['a.txt', 'b.txt']), DEADLINE);
});

test('a renamed parent makes the folder absent, and nothing is called gone', async () => {
  const parent = join(temporaryFolder(), 'parent');
  const folder = join(parent, 'scans');
  mkdirSync(folder, { recursive: true });
  const watched = await watchedFolder({ folder });
  writeFileSync(join(folder, 'a.txt'), 'content');
  await untilQuiet(watched);

  renameSync(parent, `${parent}-away`);
  await vi.waitFor(() => expect(watched.watch.state.type).toBe('absent'), DEADLINE);
  expect(watched.memory.paths('removed')).toEqual([]);

  renameSync(`${parent}-away`, parent);
  await vi.waitFor(() => expect(watched.watch.state.type).toBe('watching'), DEADLINE);
  await untilQuiet(watched);
  expect(watched.memory.changes).toHaveLength(1);
});

test('a drive that is taken away and leaves an empty mount point is absent', async () => {
  const drive = { isMounted: true };
  const files: FileSystem = {
    ...nodeFileSystem,
    identity: async (path) => {
      const identity = await nodeFileSystem.identity(path);
      return identity && !drive.isMounted ? { dev: identity.dev + 1, ino: 2 } : identity;
    },
    list: (path) => (drive.isMounted ? nodeFileSystem.list(path) : Promise.resolve([])),
    stamp: (path) => (drive.isMounted ? nodeFileSystem.stamp(path) : Promise.resolve(undefined)),
  };
  const watched = await watchedFolder({ files, isNetwork: true });
  writeFileSync(join(watched.folder, 'a.txt'), 'content');
  await untilQuiet(watched);

  drive.isMounted = false;
  await vi.waitFor(() => expect(watched.watch.state.type).toBe('absent'), DEADLINE);
  drive.isMounted = true;
  await vi.waitFor(() => expect(watched.watch.state.type).toBe('scanning'), DEADLINE);

  expect(watched.memory.changes).toHaveLength(1);
});

test('an empty folder at the start deletes nothing from memory', async () => {
  const before = await watchedFolder();
  writeFileSync(join(before.folder, 'a.txt'), 'content');
  await untilQuiet(before);
  await before.watch.stop();

  const empty = temporaryFolder();
  before.memory.completeInitialScan('scans', empty);
  const after = await watchedFolder({ folder: empty, memory: before.memory });
  await untilQuiet(after);

  expect(after.memory.paths('removed')).toEqual([]);
});

test('what cannot be recorded is tried again until it can', async () => {
  const watched = await watchedFolder();
  watched.memory.failure = new AppError('ledger.full', 'disk full');

  writeFileSync(join(watched.folder, 'a.txt'), 'content');
  await vi.waitFor(
    () => expect(watched.watch.state).toEqual({ type: 'unrecorded', code: 'ledger.full' }),
    DEADLINE,
  );
  expect(watched.watch.isIdle()).toBe(false);
  expect(watched.watch.settling()).toMatchObject([{ path: 'a.txt' }]);
  watched.memory.failure = undefined;
  await untilQuiet(watched);

  expect(watched.memory.paths('added')).toEqual(['a.txt']);
  expect(watched.watch.state).toEqual({ type: 'watching' });
});

test('a first look that cannot be recorded does not make old files new', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'old.txt'), 'content');
  const memory = new InMemoryFileIndex();
  memory.failure = new AppError('ledger.full', 'disk full');
  const watched = await watchedFolder({ folder, memory });
  expect(watched.watch.state.type).toBe('unrecorded');

  memory.failure = undefined;
  await untilQuiet(watched);

  expect(memory.changes).toMatchObject([{ type: 'preexisting', file: { name: 'old.txt' } }]);
});

test('a forbidden folder is refused and never looked at', async () => {
  const list = vi.fn((path: string) => nodeFileSystem.list(path));
  const watched = await watchedFolder({ isForbidden: true, files: { ...nodeFileSystem, list } });

  await watched.watch.rescan();

  expect(watched.watch.state).toEqual({ type: 'refused', code: 'folder.forbidden' });
  expect(watched.watch.isIdle()).toBe(true);
  expect(list).not.toHaveBeenCalled();
});

test('a folder that may not be read hides no other, and its files are not called gone', async () => {
  const closed = { is: false };
  const files: FileSystem = {
    ...nodeFileSystem,
    list: (path) =>
      closed.is && path.endsWith('closed')
        ? Promise.reject(systemError('EACCES'))
        : nodeFileSystem.list(path),
  };
  const watched = await watchedFolder({ files });
  mkdirSync(join(watched.folder, 'closed'));
  writeFileSync(join(watched.folder, 'closed', 'a.txt'), 'content');
  await untilQuiet(watched);

  closed.is = true;
  writeFileSync(join(watched.folder, 'b.txt'), 'content');
  await untilQuiet(watched);

  expect(watched.memory.paths('added')).toEqual(['closed/a.txt', 'b.txt']);
  expect(watched.memory.paths('removed')).toEqual([]);
});

test.each(['EIO', 'EACCES'])('a known file whose state cannot be read (%s) is not removed', async (code) => {
  const broken = { is: false };
  const files: FileSystem = {
    ...nodeFileSystem,
    stamp: (path) =>
      broken.is && path.endsWith('a.txt') ? Promise.reject(systemError(code)) : nodeFileSystem.stamp(path),
    stampNow: (path) => {
      if (broken.is && path.endsWith('a.txt')) throw systemError(code);
      return nodeFileSystem.stampNow(path);
    },
  };
  const watched = await watchedFolder({ files });
  writeFileSync(join(watched.folder, 'a.txt'), 'content');
  await untilQuiet(watched);

  broken.is = true;
  writeFileSync(join(watched.folder, 'a.txt'), 'other content');
  writeFileSync(join(watched.folder, 'b.txt'), 'content');
  await vi.waitFor(() => expect(watched.memory.paths('added')).toContain('b.txt'), DEADLINE);

  expect(watched.memory.paths('removed')).toEqual([]);
});

test('a scan without events finds the new and the missing files of one folder', async () => {
  const watched = await watchedFolder({ spec: { mode: 'polling' } });
  writeFileSync(join(watched.folder, 'a.txt'), 'content');
  await vi.waitFor(() => expect(watched.memory.paths('added')).toEqual(['a.txt']), DEADLINE);

  rmSync(join(watched.folder, 'a.txt'));
  writeFileSync(join(watched.folder, 'b.txt'), 'other content');

  await vi.waitFor(() => expect(watched.memory.paths('added')).toEqual(['a.txt', 'b.txt']), DEADLINE);
  await vi.waitFor(() => expect(watched.memory.paths('removed')).toEqual(['a.txt']), DEADLINE);
});

test('a locked file is waited for, then handed over so that its upload tells', async () => {
  const files: FileSystem = {
    ...nodeFileSystem,
    open: (path, root) =>
      path.endsWith('locked.txt')
        ? Promise.reject(new AppError('file.unreadable', 'EBUSY'))
        : nodeFileSystem.open(path, root),
  };
  const watched = await watchedFolder({ files });

  writeFileSync(join(watched.folder, 'locked.txt'), 'content');
  writeFileSync(join(watched.folder, 'other.txt'), 'content');
  await untilQuiet(watched);

  expect(watched.memory.paths('added')).toEqual(['other.txt', 'locked.txt']);
});

test('a local folder without file system events is checked by scanning', async () => {
  // The files exist before the watch, and the file system shows them later, so no event names them.
  const silent = temporaryFolder();
  const names = ['first.txt', 'second.txt'];
  for (const name of names) writeFileSync(join(silent, name), 'content');
  const shown = new Set<string>();
  const files: FileSystem = {
    ...nodeFileSystem,
    list: async (path) => {
      const entries = await nodeFileSystem.list(path);
      return path === silent
        ? entries.filter(({ name }) => !names.includes(name) || shown.has(name))
        : entries;
    },
  };
  const { watch, memory } = await watchedFolder({ folder: silent, files });
  await untilQuiet({ watch });

  for (const name of names) {
    shown.add(name);
    await vi.waitFor(() => expect(memory.paths('added')).toContain(name), DEADLINE);
  }
  expect(memory.paths('added')).toEqual(names);
});

test('a watch that stops leaves what was settling to the next start', async () => {
  const watched = await watchedFolder({ spec: { quietMs: 400 } });
  writeFileSync(join(watched.folder, 'a.txt'), 'content');
  await vi.waitFor(() => expect(watched.watch.settling()).toHaveLength(1), DEADLINE);

  await watched.watch.stop();
  expect(watched.memory.changes).toEqual([]);
  expect(watched.watch.state).toEqual({ type: 'stopped' });

  const again = await watchedFolder({ folder: watched.folder, memory: watched.memory });
  await untilQuiet(again);
  expect(again.memory.paths('added')).toEqual(['a.txt']);
});
