import { mkdirSync, renameSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { momentBetweenChanges } from '#test/support/disk-clock.ts';
import { InMemoryFileIndex } from '#test/support/in-memory-file-index.ts';
import { temporaryFolder } from '#test/support/temp-folder.ts';
import { untilQuiet, watchedFolder } from '#test/support/watched-folder.ts';

const DEADLINE = { timeout: 20_000, interval: 20 };
/** The next scan is the one that a test asks for. */
const NO_REGULAR_SCAN = { scanLocalMs: 3_600_000, scanNetworkMs: 3_600_000 };

/** A folder to watch, and a private one beside it with a file of the same name. */
async function places() {
  const root = temporaryFolder();
  const [folder, secrets] = [join(root, 'scans'), join(root, 'private')];
  for (const path of [folder, secrets]) {
    mkdirSync(path);
    writeFileSync(join(path, 'a.txt'), `content of ${path}`);
  }
  await momentBetweenChanges();
  return { root, folder, secrets };
}

function swapForLink({ root, folder, secrets }: Awaited<ReturnType<typeof places>>): void {
  renameSync(folder, join(root, 'aside'));
  symlinkSync(secrets, folder);
}

test('a folder swapped for a link is refused, and nothing behind the link is recorded', async () => {
  const where = await places();
  const watched = await watchedFolder({ folder: where.folder });
  await untilQuiet(watched);
  const before = watched.memory.changes.length;

  swapForLink(where);
  writeFileSync(join(where.secrets, 'id_rsa'), 'secret');
  await watched.watch.rescan();

  expect(watched.watch.state).toEqual({
    type: 'refused',
    code: 'folder.redirected',
    place: where.secrets,
  });
  expect(watched.watch.settling()).toEqual([]);
  expect(watched.memory.changes.slice(before).filter(({ type }) => type !== 'removed')).toEqual([]);
});

test('a folder swapped for a link while the program was off is refused at the next start', async () => {
  const where = await places();
  const { memory, watch } = await watchedFolder({ folder: where.folder });
  await watch.stop();

  swapForLink(where);
  const next = await watchedFolder({ folder: where.folder, memory });

  expect(next.watch.state).toMatchObject({ type: 'refused', code: 'folder.redirected' });
  expect(memory.paths('added')).toEqual([]);
});

test('an absent folder that appears as a link is refused', async () => {
  const { root, secrets } = await places();
  const watched = await watchedFolder({ folder: join(root, 'later') });
  expect(watched.watch.state.type).toBe('absent');

  symlinkSync(secrets, join(root, 'later'));
  await watched.watch.rescan();

  expect(watched.watch.state).toMatchObject({ type: 'refused', place: secrets });
  expect(watched.memory.changes).toEqual([]);
});

test('an absent folder below a link appears as itself and is watched', async () => {
  const { root, folder } = await places();
  symlinkSync(folder, join(root, 'link'));
  const watched = await watchedFolder({ folder: join(root, 'link', 'below') });

  mkdirSync(join(folder, 'below'));
  await watched.watch.rescan();

  await vi.waitFor(() => expect(watched.watch.state).toEqual({ type: 'watching' }), DEADLINE);
});

test('a refused folder that is put back is watched again, and nothing is sent twice', async () => {
  const where = await places();
  const watched = await watchedFolder({ folder: where.folder, spec: { existing: 'all' } });
  await untilQuiet(watched);
  swapForLink(where);
  await watched.watch.rescan();

  unlinkSync(where.folder);
  renameSync(join(where.root, 'aside'), where.folder);
  await untilQuiet(watched);

  await vi.waitFor(() => expect(watched.watch.state).toEqual({ type: 'watching' }), DEADLINE);
  expect(watched.memory.paths('added')).toEqual(['a.txt']);
});

test('after the user agrees, the files at the new place are preexisting and later ones are new', async () => {
  const where = await places();
  const watched = await watchedFolder({ folder: where.folder });
  await untilQuiet(watched);
  swapForLink(where);
  writeFileSync(join(where.secrets, 'b.txt'), 'there before the consent');
  await watched.watch.rescan();
  await momentBetweenChanges();

  await expect(watched.watch.approveFolder()).resolves.toBe(true);
  await untilQuiet(watched);
  writeFileSync(join(where.secrets, 'new.txt'), 'new');

  await vi.waitFor(() => expect(watched.memory.paths('added')).toEqual(['new.txt']), DEADLINE);
  await vi.waitFor(() => expect(watched.watch.state).toEqual({ type: 'watching' }), DEADLINE);
  await expect(watched.watch.approveFolder()).resolves.toBe(false);
});

test('files below a link are recorded by their events alone, also in a new subfolder', async () => {
  const { root, folder } = await places();
  symlinkSync(folder, join(root, 'link'));
  const watched = await watchedFolder({ folder: join(root, 'link'), times: NO_REGULAR_SCAN });
  await vi.waitFor(() => expect(watched.watch.state).toEqual({ type: 'watching' }), DEADLINE);

  writeFileSync(join(folder, 'b.txt'), 'b');
  mkdirSync(join(folder, 'sub'));
  writeFileSync(join(folder, 'sub', 'c.txt'), 'c');

  await vi.waitFor(
    () => expect(watched.memory.paths('added').toSorted()).toEqual(['b.txt', 'sub/c.txt']),
    DEADLINE,
  );
});

test.each([false, true])(
  'old files of another folder in the same place are preexisting; program stopped meanwhile: %s',
  async (isStopped) => {
    const root = temporaryFolder();
    const [folder, drive] = [join(root, 'scans'), join(root, 'drive')];
    mkdirSync(folder);
    mkdirSync(join(drive, '2019'), { recursive: true });
    for (const name of ['a.txt', '2019/b.txt']) writeFileSync(join(drive, name), 'old');
    await momentBetweenChanges();
    const memory = new InMemoryFileIndex();
    const first = await watchedFolder({ folder, memory });
    await untilQuiet(first);

    // As when a drive is mounted over the empty folder.
    if (isStopped) await first.watch.stop();
    rmSync(folder, { recursive: true });
    renameSync(drive, folder);
    const watched = isStopped ? await watchedFolder({ folder, memory }) : first;
    await untilQuiet(watched);
    writeFileSync(join(folder, 'new.txt'), 'new');

    await vi.waitFor(() => expect(memory.paths('added')).toEqual(['new.txt']), DEADLINE);
    expect(memory.paths('preexisting').toSorted()).toEqual(['2019/b.txt', 'a.txt']);
  },
);
