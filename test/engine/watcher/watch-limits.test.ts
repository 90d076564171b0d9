import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test, vi } from 'vitest';
import { temporaryFolder } from '#test/support/temp-folder.ts';
import { untilQuiet, watchedFolder } from '#test/support/watched-folder.ts';

const PROCESS = new URL('../../support/watch-process.ts', import.meta.url).pathname;

/** True where an unprivileged namespace may set its own inotify limits. */
const CAN_LIMIT =
  spawnSync('unshare', ['-Ur', 'sh', '-c', 'echo 9 > /proc/sys/user/max_inotify_watches']).status === 0;

const DEADLINE = { timeout: 20_000, interval: 20 };
const EXHAUSTED = 'state {"type":"scanning","code":"watcher.exhausted"}';
/** Longer than any test. */
const NEVER_MS = 600_000;

/** What `unshare` runs: a watch in a process that may use so many of the system's watches or instances. */
function limitedTo(limit: string, value: number, ...args: readonly (string | number)[]): string[] {
  const script = `echo ${value} > /proc/sys/user/${limit} && exec "$0" "$@"`;
  return ['-Ur', 'sh', '-c', script, process.execPath, PROCESS, ...args.map(String)];
}

/** Runs such a watch until it has found so many files. */
function runLimited(limit: string, value: number, folder: string, files: number): string[] {
  const args = limitedTo(limit, value, folder, files);
  return execFileSync('unshare', args, { encoding: 'utf8', timeout: 20_000 }).trim().split('\n');
}

/** Starts such a watch, which begins anew to listen after every `restartMs`, and waits until it has found its files. */
async function startLimited(limit: string, value: number, folder: string, files: number, restartMs: number) {
  const child = spawn('unshare', limitedTo(limit, value, folder, files, restartMs), {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const lines: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => lines.push(line));
  const last = (kind: string) => lines.findLast((line) => line.startsWith(kind));
  const looked = () => lines.filter((line) => line === 'looked').length;
  await vi.waitFor(() => expect(lines).toContain('ready'), DEADLINE);
  return {
    state: () => last('state'),
    arrived: () => last('added'),
    raise: () => void child.stdin.write(`raise ${limit}\n`),
    /** Lets one look at everything pass, and waits until what it found is recorded. */
    async look() {
      const before = looked();
      child.stdin.write('look\n');
      await vi.waitFor(() => expect(looked()).toBe(before + 1), DEADLINE);
    },
  };
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

  expect(lines).toContain(EXHAUSTED);
  expect(lines.findLast((line) => line.startsWith('added'))).toBe('added 50');
});

test.runIf(CAN_LIMIT)(
  'a file that comes while the watches are used up is recorded by one regular look, and by one alone',
  async () => {
    const root = tree(50);
    const watch = await startLimited('max_inotify_watches', 10, root, 50, NEVER_MS);
    // Running out asked for a look of its own; those after this one are regular.
    await watch.look();
    expect(watch.state()).toBe(EXHAUSTED);

    writeFileSync(join(root, 'f49', 'late.txt'), 'content');
    await watch.look();
    expect(watch.arrived()).toBe('added 51');
    await watch.look();

    expect(watch.arrived()).toBe('added 51');
    expect(watch.state()).toBe(EXHAUSTED);
  },
);

test.runIf(CAN_LIMIT).each([
  ['max_inotify_watches', 10],
  ['max_inotify_instances', 0],
])('once %s allows more than %i events tell of files again, also in subfolders', async (limit, value) => {
  const root = tree(50);
  const watch = await startLimited(limit, value, root, 50, 200);
  expect(watch.state()).toBe(EXHAUSTED);

  watch.raise();
  await vi.waitFor(() => expect(watch.state()).toBe('state {"type":"watching"}'), DEADLINE);
  // No look passes here: only an event can tell of this file.
  writeFileSync(join(root, 'f49', 'late.txt'), 'content');

  await vi.waitFor(() => expect(watch.arrived()).toBe('added 51'), DEADLINE);
});

test(
  '30,000 files in one burst, more than the system can announce, are all found once',
  { timeout: 120_000 },
  async () => {
    const watched = await watchedFolder();
    await vi.waitFor(() => expect(watched.watch.state.type).toBe('watching'));

    for (let index = 0; index < 30_000; index++) writeFileSync(join(watched.folder, `f${index}`), 'x');
    // Nobody asks for a look here: what no event told of is left to the regular ones.
    await vi.waitFor(() => expect(watched.memory.changes.length).toBeGreaterThanOrEqual(30_000), {
      timeout: 110_000,
      interval: 100,
    });
    await untilQuiet(watched);

    expect(new Set(watched.memory.paths('added')).size).toBe(30_000);
    expect(watched.memory.changes).toHaveLength(30_000);
  },
);
