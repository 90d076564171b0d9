import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { DEFAULT_JUNK } from '#domain/junk.ts';
import { compileRule } from '#domain/watch-rule.ts';
import type { FileSystem } from '#engine/ports.ts';
import { nodeFileSystem } from '#engine/system/node-file-system.ts';
import { scanTree, type ScannedFolder } from '#engine/watcher/scan/scan-tree.ts';
import { temporaryFolder } from '#test/support/temp-folder.ts';
import { watchSpec } from '#test/support/watched-folder.ts';

async function scanned(
  root: string,
  options: { files?: FileSystem; signal?: AbortSignal; start?: string; isLocal?: boolean } = {},
) {
  const unreadable: string[] = [];
  const folders: ScannedFolder[] = [];
  const parts = {
    files: options.files ?? nodeFileSystem,
    root,
    isLocal: () => options.isLocal ?? true,
    rule: compileRule(watchSpec(root, { junk: DEFAULT_JUNK })),
    onUnreadable: (path: string) => unreadable.push(path),
  };
  for await (const folder of scanTree(
    parts,
    options.start ?? '',
    options.signal ?? new AbortController().signal,
  )) {
    folders.push(folder);
  }
  return { folders, unreadable };
}

function tree(): string {
  const root = temporaryFolder();
  for (const folder of ['b/deep', 'a', '.git/objects']) mkdirSync(join(root, folder), { recursive: true });
  for (const file of ['1.txt', 'a/2.txt', 'b/3.txt', 'b/deep/4.txt', '.git/objects/5'])
    writeFileSync(join(root, file), 'x');
  return root;
}

test.each([true, false])(
  'a scan goes folder by folder, and into none that the rules refuse (local: %s)',
  async (isLocal) => {
    const { folders } = await scanned(tree(), { isLocal });

    expect(folders.map(({ folder, files }) => [folder, files.map(({ name }) => name)])).toEqual([
      ['', ['1.txt']],
      ['a', ['2.txt']],
      ['b', ['3.txt']],
      ['b/deep', ['4.txt']],
    ]);
  },
);

test('a scan can begin below the root', async () => {
  const { folders } = await scanned(tree(), { start: 'b' });

  expect(folders.map(({ folder }) => folder)).toEqual(['b', 'b/deep']);
});

test('links to folders are not entered, and a loop ends the scan no later', async () => {
  const root = tree();
  symlinkSync(root, join(root, 'b', 'loop'));

  const { folders } = await scanned(root);

  expect(folders).toHaveLength(4);
  expect(folders.flatMap(({ links }) => links)).toEqual([]);
});

test('a folder that cannot be listed is told of and hides no other; the first one ends the scan', async () => {
  const root = tree();
  const refuse = (refused: string): FileSystem => ({
    ...nodeFileSystem,
    list: (path) => (path === refused ? Promise.reject(new Error('EACCES')) : nodeFileSystem.list(path)),
  });

  const { folders, unreadable } = await scanned(root, { files: refuse(join(root, 'a')) });
  expect(folders.map(({ folder }) => folder)).toEqual(['', 'b', 'b/deep']);
  expect(unreadable).toEqual(['a']);

  await expect(scanned(root, { files: refuse(root) })).rejects.toThrow('EACCES');
});

test('a scan that is told to stop looks at nothing more', async () => {
  const stopping = new AbortController();
  const files: FileSystem = {
    ...nodeFileSystem,
    list: (path) => {
      if (path.endsWith('a')) stopping.abort();
      return nodeFileSystem.list(path);
    },
  };

  const { folders } = await scanned(tree(), { files, signal: stopping.signal });

  expect(folders.map(({ folder }) => folder)).toEqual(['', 'a']);
});
