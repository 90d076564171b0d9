import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { temporaryFolder } from '#test/support/temp-folder.ts';
import { untilQuiet, watchedFolder } from '#test/support/watched-folder.ts';

const PROCESS = new URL('../../support/watch-process.ts', import.meta.url).pathname;

/** True where an unprivileged namespace may set its own inotify limits. */
const CAN_LIMIT =
  spawnSync('unshare', ['-Ur', 'sh', '-c', 'echo 9 > /proc/sys/user/max_inotify_watches']).status === 0;

/** Runs a watch in a process that may use so many of the system's watches or instances. */
function runLimited(limit: string, value: number, folder: string, files: number): string[] {
  const script = `echo ${value} > /proc/sys/user/${limit} && exec "$0" "$@"`;
  const args = ['-Ur', 'sh', '-c', script, process.execPath, PROCESS, folder, String(files)];
  return execFileSync('unshare', args, { encoding: 'utf8', timeout: 20_000 }).trim().split('\n');
}

function tree(folders: number): string {
  const root = temporaryFolder();
  for (let index = 0; index < folders; index++) {
    mkdirSync(join(root, `f${index}`));
    writeFileSync(join(root, `f${index}`, 'a.txt'), 'content');
  }
  return root;
}

test.runIf(CAN_LIMIT).each([
  ['max_inotify_watches', 10],
  ['max_inotify_instances', 0],
])('with %s at %i every file is found by scanning, and the state says why', (limit, value) => {
  const lines = runLimited(limit, value, tree(50), 50);

  expect(lines).toContain('state {"type":"scanning","code":"watcher.exhausted"}');
  expect(lines).toContain('arrived 50');
});

test(
  '30,000 files in one burst, more than the system can announce, are all found once',
  { timeout: 60_000 },
  async () => {
    const watched = await watchedFolder();
    await vi.waitFor(() => expect(watched.watch.state.type).toBe('watching'));

    for (let index = 0; index < 30_000; index++) writeFileSync(join(watched.folder, `f${index}`), 'x');
    await untilQuiet(watched);

    expect(new Set(watched.memory.paths('arrived')).size).toBe(30_000);
    expect(watched.memory.findings).toHaveLength(30_000);
  },
);
