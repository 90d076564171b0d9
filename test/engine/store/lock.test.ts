import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { lockDataFolder } from '#engine/store/db/lock.ts';
import { dataFolder } from '#test/support/ledger.ts';

test('one data folder has one owner', () => {
  const folder = dataFolder();
  const lock = lockDataFolder(folder);

  expect(() => lockDataFolder(folder)).toThrow(expect.objectContaining({ code: 'ledger.in-use' }));
  lock.release();
  lockDataFolder(folder).release();
});

test('a process that was killed leaves no lock behind', async () => {
  const folder = dataFolder();
  const script = `
    import { lockDataFolder } from '#engine/store/db/lock.ts';
    lockDataFolder(${JSON.stringify(folder)});
    process.stdout.write('locked');
    setInterval(() => {}, 1000);
  `;
  const child = spawn(process.execPath, ['--input-type=module-typescript', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  expect(() => lockDataFolder(folder)).toThrow(expect.objectContaining({ code: 'ledger.in-use' }));

  child.kill('SIGKILL');
  await once(child, 'exit');

  lockDataFolder(folder).release();
});
