import {
  appendFileSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  renameSync,
  writeFileSync,
  closeSync,
  writeSync,
} from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { InMemoryFileIndex } from '#test/support/in-memory-file-index.ts';
import { untilQuiet, watchedFolder } from '#test/support/watched-folder.ts';

const DEADLINE = { timeout: 15_000, interval: 20 };

test('a new file is recorded once it is quiet, and only once', async () => {
  const watched = await watchedFolder();

  writeFileSync(join(watched.folder, 'report.pdf'), 'content');
  await vi.waitFor(() => expect(watched.memory.paths('added')).toEqual(['report.pdf']), DEADLINE);
  await untilQuiet(watched);

  expect(watched.memory.changes).toHaveLength(1);
});

test('a file written in pieces is recorded once, at its full size', async () => {
  const watched = await watchedFolder({ spec: { quietMs: 300 } });
  const path = join(watched.folder, 'slow.pdf');

  for (let piece = 0; piece < 8; piece++) {
    appendFileSync(path, 'x'.repeat(1_000));
    await pause(120);
  }
  await untilQuiet(watched);

  expect(watched.memory.changes).toMatchObject([
    { type: 'added', file: { folder: '', name: 'slow.pdf', stamp: { size: 8_000 } } },
  ]);
});

test('a file that has its full size from the start is not recorded before its content is there', async () => {
  const watched = await watchedFolder({ spec: { quietMs: 300 } });
  const file = openSync(join(watched.folder, 'copy.bin'), 'w');

  ftruncateSync(file, 5_000);
  for (let piece = 0; piece < 5; piece++) {
    writeSync(file, 'y'.repeat(1_000), piece * 1_000);
    await pause(120);
    expect(watched.memory.changes).toEqual([]);
  }
  closeSync(file);
  await untilQuiet(watched);

  expect(watched.memory.paths('added')).toEqual(['copy.bin']);
});

test('a download that gets its name when it is complete is recorded under that name alone', async () => {
  const watched = await watchedFolder();

  writeFileSync(join(watched.folder, 'a.part'), 'content');
  await pause(300);
  renameSync(join(watched.folder, 'a.part'), join(watched.folder, 'a.pdf'));
  await untilQuiet(watched);

  expect(watched.memory.changes).toMatchObject([{ type: 'added', file: { name: 'a.pdf' } }]);
});

test('a burst of 200 files is recorded in the order of their names when they were written in that order', async () => {
  const watched = await watchedFolder();
  const names = Array.from({ length: 200 }, (_, index) => `page ${index + 1}.txt`);

  for (const name of names) writeFileSync(join(watched.folder, name), name);
  await untilQuiet(watched);

  expect(watched.memory.paths('added')).toEqual(names);
});

test.each([
  ['events alone', { times: { scanLocalMs: 600_000 } }],
  ['regular looks alone', { spec: { mode: 'polling' } }],
] as const)('files in fresh nested folders are all found, by %s', async (_by, options) => {
  const watched = await watchedFolder(options);
  await vi.waitFor(() => expect(['watching', 'scanning']).toContain(watched.watch.state.type), DEADLINE);

  for (let index = 0; index < 1_000; index++) {
    const folder = join(watched.folder, `n${index % 100}`, `m${index}`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'file.txt'), 'content');
  }
  // Nobody asks for a look here.
  const found = () => watched.memory.paths('added').length;
  await vi.waitFor(() => expect(found()).toBeGreaterThanOrEqual(1_000), { timeout: 60_000, interval: 50 });
  await untilQuiet(watched);

  expect(new Set(watched.memory.paths('added')).size).toBe(1_000);
  expect(watched.memory.changes).toHaveLength(1_000);
});

test('5,000 files in one folder are all found', async () => {
  const watched = await watchedFolder();

  for (let index = 0; index < 5_000; index++) writeFileSync(join(watched.folder, `f${index}`), 'content');
  await untilQuiet(watched);

  expect(new Set(watched.memory.paths('added')).size).toBe(5_000);
  expect(watched.memory.changes).toHaveLength(5_000);
});

test('without events everything is found by scanning', async () => {
  const watched = await watchedFolder({ spec: { mode: 'polling' } });

  writeFileSync(join(watched.folder, 'a.txt'), 'content');
  mkdirSync(join(watched.folder, 'sub'));
  writeFileSync(join(watched.folder, 'sub', 'b.txt'), 'content');

  await vi.waitFor(
    () => expect(watched.memory.paths('added').toSorted()).toEqual(['a.txt', 'sub/b.txt']),
    DEADLINE,
  );
  expect(watched.watch.state).toEqual({ type: 'scanning', code: undefined });
});

test('what is there at the first start is not sent unless asked for', async () => {
  const fromNowOn = await watchedFolder();
  writeFileSync(join(fromNowOn.folder, 'later.txt'), 'content');
  await untilQuiet(fromNowOn);
  const { folder } = fromNowOn;
  await fromNowOn.watch.stop();

  const memory = new InMemoryFileIndex();
  const asBaseline = await watchedFolder({ folder, memory });
  await untilQuiet(asBaseline);
  expect(memory.changes).toMatchObject([{ type: 'preexisting', file: { name: 'later.txt' } }]);
  await asBaseline.watch.stop();

  const all = await watchedFolder({ folder, spec: { existing: 'all' } });
  await untilQuiet(all);
  expect(all.memory.paths('added')).toEqual(['later.txt']);
});

test('files that came while the watch was away are found when it is back', async () => {
  const before = await watchedFolder();
  writeFileSync(join(before.folder, 'known.txt'), 'content');
  await untilQuiet(before);
  await before.watch.stop();

  writeFileSync(join(before.folder, 'meanwhile.txt'), 'content');
  const after = await watchedFolder({ folder: before.folder, memory: before.memory });
  await untilQuiet(after);

  expect(after.memory.paths('added')).toEqual(['known.txt', 'meanwhile.txt']);
});
