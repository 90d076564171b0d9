import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { nodeFileSystem } from '#engine/system/node-file-system.ts';
import { temporaryFolder } from '#test/support/temp-folder.ts';
import { watchedFolder } from '#test/support/watched-folder.ts';

test('a start looks at each file once, after the system has begun to tell of changes', async () => {
  const folder = temporaryFolder();
  for (let index = 0; index < 40; index++) {
    mkdirSync(join(folder, `${index}`));
    writeFileSync(join(folder, `${index}`, 'file.txt'), 'content');
  }
  let looks = 0;
  const files = {
    ...nodeFileSystem,
    stampNow: (path: string) => {
      looks++;
      return nodeFileSystem.stampNow(path);
    },
  };

  const { watch } = await watchedFolder({ folder, files, times: { scanLocalMs: 60_000 } });
  await vi.waitFor(() => expect(watch.state.type).toBe('watching'), { timeout: 15_000, interval: 10 });

  expect(looks).toBe(40);
});

test('a system that takes long to begin keeps no file waiting', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'file.txt'), 'content');

  const { memory, watch } = await watchedFolder({
    folder,
    spec: { existing: 'all' },
    times: { initialListenMs: 0, scanLocalMs: 60_000 },
  });

  await vi.waitFor(() => expect(memory.paths('added')).toEqual(['file.txt']), {
    timeout: 15_000,
    interval: 10,
  });
  await vi.waitFor(() => expect(watch.state.type).toBe('watching'), { timeout: 15_000, interval: 10 });
});
