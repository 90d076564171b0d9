import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { SteadyFolders } from '#engine/watch/steady-folders.ts';
import { temporaryFolder } from '#test/support/temp-folder.ts';
import { untilQuiet, watchedFolder } from '#test/support/watched-folder.ts';
import { InMemoryWatchMemory } from '#test/support/watch-memory.ts';

/** A watch that hears of nothing and has looked twice at a file it knows, so that nothing is left to ask. */
async function steady() {
  const memory = new InMemoryWatchMemory();
  const asked = vi.fn((watch: string, folder: string) =>
    InMemoryWatchMemory.prototype.inFolder.call(memory, watch, folder),
  );
  memory.inFolder = asked;
  const watched = await watchedFolder({ memory, spec: { mode: 'polling', changed: 'send' } });
  const report = join(watched.folder, 'report.txt');
  writeFileSync(report, 'first version');
  await untilQuiet(watched);
  await watched.watch.look();
  asked.mockClear();
  return { ...watched, asked, report };
}

test('a folder that lies as it did is not compared with the memory again', async () => {
  const { watch, asked } = await steady();

  await watch.look();

  expect(asked).not.toHaveBeenCalled();
});

test('content changed in place is noticed, whatever the folder itself says', async () => {
  const watched = await steady();

  writeFileSync(watched.report, 'other version');
  await untilQuiet(watched);

  expect(watched.memory.paths('arrived').length + watched.memory.paths('changed').length).toBe(2);
});

test('a file put back as it was before a change is noticed, too', async () => {
  const watched = await steady();
  const aside = join(temporaryFolder(), 'report.txt');
  renameSync(watched.report, aside);
  writeFileSync(watched.report, 'a longer version');
  await untilQuiet(watched);
  watched.memory.findings.length = 0;

  renameSync(aside, watched.report);
  await untilQuiet(watched);

  expect(watched.memory.findings).not.toEqual([]);
});

test('what is recorded of a folder makes it be compared again, at either end of a move', () => {
  const folders = new SteadyFolders();
  const lying = (folder: string) => ({
    folder,
    names: new Set(['a']),
    files: [],
    links: [],
    specials: [],
    documents: [],
  });
  const memory = folders.over(new InMemoryWatchMemory());
  for (const folder of ['from', 'to', 'other']) folders.keep(lying(folder));

  const stamp = { dev: 1, ino: 2, size: 3, mtimeMs: 4, ctimeMs: 5 };
  memory.record('scans', [
    { type: 'moved', from: { folder: 'from', name: 'a' }, file: { folder: 'to', name: 'b', stamp } },
  ]);

  expect(['from', 'to', 'other'].map((folder) => folders.has(lying(folder)))).toEqual([false, false, true]);
});
