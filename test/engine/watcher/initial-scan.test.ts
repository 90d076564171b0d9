import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import type { Clock, FileSystem } from '#engine/ports.ts';
import { nodeFileSystem } from '#engine/system/node-file-system.ts';
import { Watch } from '#engine/watcher/watch.ts';
import { momentBetweenChanges } from '#test/support/disk-clock.ts';
import { realClock } from '#test/support/real-clock.ts';
import { temporaryFolder } from '#test/support/temp-folder.ts';
import { InMemoryFileIndex } from '#test/support/in-memory-file-index.ts';
import { untilQuiet, watchedFolder, watchSpec } from '#test/support/watched-folder.ts';

const DEADLINE = { timeout: 20_000, interval: 10 };

/** A folder with a file, and one below it with another. */
function tree(): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'below'));
  writeFileSync(join(folder, 'old.txt'), 'was there');
  writeFileSync(join(folder, 'below', 'old.txt'), 'was there too');
  return folder;
}

/** The first look at a tree by a process that dies in it: the folder below is never listed. */
async function firstLookThatDies(
  folder: string,
  { clock, isNetwork }: { readonly clock: Clock; readonly isNetwork: boolean },
): Promise<InMemoryFileIndex> {
  const memory = new InMemoryFileIndex();
  let isBelow = false;
  const list: FileSystem['list'] = (path) => {
    isBelow = path.endsWith('below');
    return isBelow ? new Promise(() => undefined) : nodeFileSystem.list(path);
  };
  const watch = new Watch({
    spec: watchSpec(folder, { mode: 'polling' }),
    files: { ...nodeFileSystem, list },
    index: memory,
    clock,
    log: () => undefined,
    onState: () => undefined,
    onIdle: () => undefined,
    isForbidden: () => Promise.resolve(false),
    isNetwork: () => Promise.resolve(isNetwork),
  });
  void watch.start();
  await vi.waitFor(() => expect(isBelow).toBe(true), DEADLINE);
  return memory;
}

test('what comes after the beginning of a first look is new, also when the process died before that look was complete', async () => {
  const folder = tree();
  await momentBetweenChanges();
  const memory = await firstLookThatDies(folder, { clock: realClock, isNetwork: false });
  await momentBetweenChanges();
  writeFileSync(join(folder, 'new.txt'), 'came meanwhile');
  writeFileSync(join(folder, 'below', 'new.txt'), 'came meanwhile too');

  const next = await watchedFolder({ folder, memory });
  await untilQuiet(next);

  expect(memory.paths('added').toSorted()).toEqual(['below/new.txt', 'new.txt']);
  expect(memory.paths('preexisting').toSorted()).toEqual(['below/old.txt', 'old.txt']);
});

test('on a network drive what comes is new once the baseline of its folder is recorded, whatever the clocks say', async () => {
  const folder = tree();
  let wall = Date.now();
  // Each question takes seconds, as on a slow drive, so that what is found is recorded at once.
  const clock = { ...realClock, now: () => (wall += 2_000) };
  const memory = await firstLookThatDies(folder, { clock, isNetwork: true });
  writeFileSync(join(folder, 'new.txt'), 'came meanwhile');
  writeFileSync(join(folder, 'below', 'nobody knows.txt'), 'may have been there');

  const next = await watchedFolder({ folder, memory, isNetwork: true });
  await untilQuiet(next);

  expect(memory.paths('added')).toEqual(['new.txt']);
  expect(memory.paths('preexisting').toSorted()).toEqual([
    'below/nobody knows.txt',
    'below/old.txt',
    'old.txt',
  ]);
});

test('a drive that is pulled in its first look hides nothing that would pass for new when it is back', async () => {
  const folder = tree();
  await momentBetweenChanges();
  let isAway = false;
  const gone = () => Promise.reject(Object.assign(new Error('not there'), { code: 'ENOENT' }));
  const files: FileSystem = {
    ...nodeFileSystem,
    identity: (path) => (isAway ? Promise.resolve(undefined) : nodeFileSystem.identity(path)),
    list: (path) => {
      isAway ||= path.endsWith('below') && memory.changes.length === 0;
      return isAway ? gone() : nodeFileSystem.list(path);
    },
  };
  const memory = new InMemoryFileIndex();
  const watched = await watchedFolder({ folder, memory, files, spec: { mode: 'polling' } });
  await vi.waitFor(() => expect(watched.watch.state.type).toBe('absent'), DEADLINE);
  isAway = false;
  await untilQuiet(watched);

  expect(memory.paths('preexisting').toSorted()).toEqual(['below/old.txt', 'old.txt']);
  expect(memory.paths('added')).toEqual([]);
});

test('a drive that was away when its watch was added counts what came since then as new', async () => {
  const parent = temporaryFolder();
  const folder = join(parent, 'drive');
  const watched = await watchedFolder({ folder });
  expect(watched.watch.state.type).toBe('absent');
  await watched.watch.stop();
  await momentBetweenChanges();
  mkdirSync(folder);
  writeFileSync(join(folder, 'new.txt'), 'came meanwhile');

  const next = await watchedFolder({ folder, memory: watched.memory });
  await untilQuiet(next);

  expect(next.memory.paths('added')).toEqual(['new.txt']);
});
