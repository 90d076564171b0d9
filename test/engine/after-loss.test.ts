import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { RunningEngine } from '#test/support/running-engine.ts';

/** The history is damaged and set aside; the next start makes a new one. */
async function loseMemory(running: RunningEngine): Promise<void> {
  await running.stop();
  writeFileSync(join(running.dataDir, 'ledger.db'), 'no database any more');
  await expect(running.start()).rejects.toMatchObject({ code: 'ledger.damaged' });
}

test('after a loss of memory nothing is sent again, also from a drive that was away until much later', async () => {
  const running = await RunningEngine.start();
  running.put('sent.pdf');
  await running.settled();
  await loseMemory(running);
  renameSync(running.folder, `${running.folder} away`);
  await running.start();
  await running.engine.whenIdle({ maxWaitMs: 0 });
  await running.stop();

  renameSync(`${running.folder} away`, running.folder);
  await running.start();
  await running.settled();
  running.put('new.pdf');
  await running.settled();

  expect(running.names()).toEqual(['sent.pdf', 'new.pdf']);
});

test('a watch that is added when the memory was lost and all is well again sends what it was told to', async () => {
  const running = await RunningEngine.start();
  await loseMemory(running);
  await running.start();
  await running.settled();
  await running.stop();

  running.put('../camera/there before.jpg');
  const folder = join(running.root, 'camera');
  const target = { portal: 'office', bot: 'scanner', dialog: 'chat7' };
  running.config = {
    ...running.config,
    watches: [running.watch(), running.watch({ name: 'camera', folder, target })],
  };
  await running.start();
  await running.settled();

  expect(running.names('chat7')).toEqual(['there before.jpg']);
});
