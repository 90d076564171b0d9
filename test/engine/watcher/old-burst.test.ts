import { mkdirSync, renameSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { WatchSpec } from '#domain/watch.ts';
import { MAX_OLD_AT_ONCE, OldBurst } from '#engine/watcher/classify/old-burst.ts';
import { temporaryFolder } from '#test/support/temp-folder.ts';
import { untilQuiet, watchedFolder } from '#test/support/watched-folder.ts';

/** A folder of old files that is moved into a watch at once, and what was recorded. */
async function moveIn(count: number, spec: Partial<WatchSpec> = {}) {
  const watched = await watchedFolder({ spec });
  const archive = join(temporaryFolder(), 'archive');
  mkdirSync(archive);
  for (let file = 0; file < count; file++) {
    writeFileSync(join(archive, `${file}.pdf`), `old ${file}`);
    utimesSync(join(archive, `${file}.pdf`), 1_500_000_000, 1_500_000_000);
  }
  writeFileSync(join(archive, 'new.pdf'), 'new');
  renameSync(archive, join(watched.folder, 'archive'));
  await untilQuiet(watched);
  return watched;
}

test('many files at once that are older than the watch are held, new ones among them are not', async () => {
  const { memory } = await moveIn(MAX_OLD_AT_ONCE + 1);

  expect(memory.paths('old')).toHaveLength(MAX_OLD_AT_ONCE + 1);
  expect(memory.paths('added')).toEqual(['archive/new.pdf']);
});

test('a few old files are sent', async () => {
  const { memory } = await moveIn(MAX_OLD_AT_ONCE);

  expect(memory.paths('old')).toEqual([]);
  expect(memory.paths('added')).toHaveLength(MAX_OLD_AT_ONCE + 1);
});

test('a watch that also sends what was there before sends old files', async () => {
  const { memory } = await moveIn(MAX_OLD_AT_ONCE + 1, { existing: 'all' });

  expect(memory.paths('old')).toEqual([]);
});

test('an old file that follows within a minute belongs to the burst, a later one does not', () => {
  const burst = new OldBurst();

  expect(burst.holds(1, 0)).toBe(false);
  expect(burst.holds(MAX_OLD_AT_ONCE + 1, 0)).toBe(true);
  expect(burst.holds(1, 59_000)).toBe(true);
  expect(burst.holds(1, 118_000)).toBe(true);
  expect(burst.holds(1, 179_000)).toBe(false);
});
