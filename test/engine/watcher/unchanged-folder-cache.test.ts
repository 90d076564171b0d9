import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { ChangeRecorder } from '#engine/watcher/change-recorder.ts';
import { WATCH_TIMES } from '#engine/watcher/times.ts';
import { UnchangedFolderCache } from '#engine/watcher/scan/unchanged-folder-cache.ts';
import { temporaryFolder } from '#test/support/temp-folder.ts';
import { untilQuiet, watchedFolder } from '#test/support/watched-folder.ts';
import { InMemoryFileIndex } from '#test/support/in-memory-file-index.ts';

/** A watch that hears of nothing and has looked twice at a file it knows, so that nothing is left to ask. */
async function steady() {
  const memory = new InMemoryFileIndex();
  const asked = vi.fn((watch: string, folder: string) =>
    InMemoryFileIndex.prototype.inFolder.call(memory, watch, folder),
  );
  memory.inFolder = asked;
  const watched = await watchedFolder({ memory, spec: { mode: 'polling', changed: 'send' } });
  const report = join(watched.folder, 'report.txt');
  writeFileSync(report, 'first version');
  await untilQuiet(watched);
  await watched.watch.rescan();
  asked.mockClear();
  return { ...watched, asked, report };
}

test('a folder that lies as it did is not compared with the memory again', async () => {
  const { watch, asked } = await steady();

  await watch.rescan();

  expect(asked).not.toHaveBeenCalled();
});

test('content changed in place is noticed, whatever the folder itself says', async () => {
  const watched = await steady();

  writeFileSync(watched.report, 'other version');
  await untilQuiet(watched);

  expect(watched.memory.paths('added').length + watched.memory.paths('modified').length).toBe(2);
});

test('a file put back as it was before a change is noticed, too', async () => {
  const watched = await steady();
  const aside = join(temporaryFolder(), 'report.txt');
  renameSync(watched.report, aside);
  writeFileSync(watched.report, 'a longer version');
  await untilQuiet(watched);
  watched.memory.changes.length = 0;

  renameSync(aside, watched.report);
  await untilQuiet(watched);

  expect(watched.memory.changes).not.toEqual([]);
});

test('what is recorded of a folder makes it be compared again, at either end of a move', () => {
  const folders = new UnchangedFolderCache();
  const lying = (folder: string) => ({
    folder,
    names: new Set(['a']),
    files: [],
    links: [],
    specials: [],
    documents: [],
  });
  const recorder = new ChangeRecorder({
    watch: 'scans',
    index: new InMemoryFileIndex(),
    unchanged: folders,
    backoff: WATCH_TIMES.record,
    log: () => undefined,
    onFailureChange: () => undefined,
  });
  for (const folder of ['from', 'to', 'other']) folders.remember(lying(folder));

  const stamp = { dev: 1, ino: 2, size: 3, mtimeMs: 4, ctimeMs: 5 };
  recorder.record([
    { type: 'moved', from: { folder: 'from', name: 'a' }, file: { folder: 'to', name: 'b', stamp } },
  ]);

  expect(['from', 'to', 'other'].map((folder) => folders.isUnchanged(lying(folder)))).toEqual([
    false,
    false,
    true,
  ]);
});
