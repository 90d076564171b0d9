import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { NewUpload } from '#engine/store/uploads/rows.ts';
import { nodeFileSystem } from '#engine/system/node-file-system.ts';
import { RunningEngine } from '#test/support/running-engine.ts';

const TARGET = { portal: 'office', bot: 'scanner', dialog: 'chat5' };

/** A file as a hand drops it. */
async function dropped(folder: string, name: string, content: string, dialog = 'chat5'): Promise<NewUpload> {
  const path = join(folder, name);
  writeFileSync(path, content);
  const stamp = await nodeFileSystem.stamp(path);
  if (stamp === undefined) throw new Error('it was written a moment ago');
  return { watch: undefined, target: { ...TARGET, dialog }, caption: '', path, root: folder, name, stamp };
}

test('a hand is asked about a file that its chat has, not about another file or another chat', async () => {
  const running = await RunningEngine.start();
  const { engine, root, folder } = running;
  const sent = await dropped(root, 'report.pdf', 'the same');
  engine.enqueue([sent]);
  await engine.whenIdle({ maxWaitMs: 1_000 });

  const copy = await dropped(folder, 'report.pdf', 'the same');
  const changed = await dropped(root, 'copy.pdf', 'the SAME');
  const elsewhere = { ...sent, target: { ...TARGET, dialog: 'chat7' } };

  expect(await engine.countDuplicates([sent, copy])).toBe(2);
  expect(await engine.countDuplicates([changed, elsewhere])).toBe(0);
  expect(await engine.countDuplicates([{ ...changed, name: 'report.pdf' }])).toBe(0);
});
