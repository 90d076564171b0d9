import { expect, test } from 'vitest';
import { BatchedWatcher, type OpenWatcher } from '#engine/watcher/events/batched-watcher.ts';

class FakeWatcher implements OpenWatcher {
  readonly folders: readonly string[];
  isClosed = false;
  ready: () => void = () => undefined;

  constructor(folders: readonly string[]) {
    this.folders = folders;
  }

  once(_event: 'ready', listener: () => void): void {
    this.ready = listener;
  }

  unwatch(): void {
    // What it was told to forget says nothing more.
  }

  close(): Promise<void> {
    this.isClosed = true;
    return Promise.resolve();
  }
}

function bench() {
  const opened: FakeWatcher[] = [];
  const told: string[] = [];
  const portions = new BatchedWatcher(
    (folders) => {
      const watcher = new FakeWatcher(folders);
      opened.push(watcher);
      return watcher;
    },
    { onWatched: (folders) => told.push(folders.join(' ')), onAll: () => told.push('all') },
  );
  return { portions, opened, told };
}

test('the next folders are handed over when the ones before are watched', () => {
  const { portions, opened, told } = bench();
  for (const name of ['a', ...Array.from({ length: 20 }, (_, index) => `a/${index}`)]) portions.add(name);

  expect(opened.map(({ folders }) => folders.length)).toEqual([1]);
  opened[0]?.ready();
  expect(opened.map(({ folders }) => folders.length)).toEqual([1, 8]);
  for (const index of [1, 2, 3]) opened[index]?.ready();

  expect(opened.map(({ folders }) => folders.length)).toEqual([1, 8, 8, 4]);
  expect(told.at(0)).toBe('a');
  expect(told.filter((line) => line === 'all')).toHaveLength(1);
});

test('a folder heard of twice is watched once', () => {
  const { portions, opened } = bench();
  portions.add('a');
  opened[0]?.ready();
  portions.add('a');

  expect(opened).toHaveLength(1);
});

test('a folder that is gone and made anew is watched anew', () => {
  const { portions, opened } = bench();
  portions.add('a');
  opened[0]?.ready();
  portions.remove('a');
  portions.add('a');

  expect(opened[0]?.isClosed).toBe(true);
  expect(opened[1]?.folders).toEqual(['a']);
});

test('closing closes every watcher and opens no more', async () => {
  const { portions, opened } = bench();
  portions.add('a');
  portions.add('b');
  await portions.close();
  opened[0]?.ready();

  expect(opened.map(({ isClosed }) => isClosed)).toEqual([true]);
});
