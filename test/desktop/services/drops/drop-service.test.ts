import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { nodeFileSystem } from '#engine/system/node-file-system.ts';
import { DropService } from '#desktop/services/drops/drop-service.ts';
import { temporaryFolder } from '#test/support/temp-folder.ts';

const TARGET = { portal: 'office', bot: 'scanner', dialog: 'chat5' };

test('what arrived waits for the page, is handed over once, and gives way to what arrives after it', async () => {
  const folder = temporaryFolder();
  const drops = new DropService({ files: nodeFileSystem, tempFolder: folder, maxFileBytes: () => 1_000 });
  const [first, second] = ['first.pdf', 'second.pdf'].map((name) => join(folder, name));
  for (const path of [first, second]) writeFileSync(path ?? '', 'content');
  expect(drops.takeReceived()).toBeUndefined();

  await drops.receive([first ?? '']);
  const taken = drops.takeReceived();
  expect(taken?.names).toEqual(['first.pdf']);
  expect(drops.takeReceived()).toBeUndefined();
  await drops.receive([first ?? '']);
  await drops.receive([second ?? '']);

  expect(drops.takeReceived()?.names).toEqual(['second.pdf']);
  // What a page was given is its own until it is sent or given back.
  expect(drops.consume(taken?.handle ?? '', TARGET, '')).toHaveLength(1);
});
