import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { nodeFileSystem } from '#engine/system/node-file-system.ts';
import { Drops } from '#desktop/files/drops.ts';
import { temporaryFolder } from '../support/temp-folder.ts';

const TARGET = { portal: 'office', bot: 'scanner', dialog: 'chat5' };

test('what arrived waits for the page, is handed over once, and gives way to what arrives after it', async () => {
  const folder = temporaryFolder();
  const drops = new Drops({ files: nodeFileSystem, keptIn: folder, largest: () => 1_000 });
  const [first, second] = ['first.pdf', 'second.pdf'].map((name) => join(folder, name));
  for (const path of [first, second]) writeFileSync(path ?? '', 'content');
  expect(drops.takeArrived()).toBeUndefined();

  await drops.arrive([first ?? '']);
  const taken = drops.takeArrived();
  expect(taken?.names).toEqual(['first.pdf']);
  expect(drops.takeArrived()).toBeUndefined();
  await drops.arrive([first ?? '']);
  await drops.arrive([second ?? '']);

  expect(drops.takeArrived()?.names).toEqual(['second.pdf']);
  // What a page was given is its own until it is sent or given back.
  expect(drops.use(taken?.handle ?? '', TARGET, '')).toHaveLength(1);
});
