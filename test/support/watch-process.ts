import { writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { DEFAULT_JUNK } from '#domain/junk.ts';
import type { FileChange } from '#engine/watcher/file-index.ts';
import { nodeFileSystem } from '#engine/system/node-file-system.ts';
import { Watch } from '#engine/watcher/watch.ts';
import { realClock } from './real-clock.ts';
import { InMemoryFileIndex } from './in-memory-file-index.ts';

// A watch in a process of its own, for limits that a test cannot set for itself. Prints its states, how many files
// have arrived whenever some did, and `ready` once they are as many as asked for. From then on it looks at its folder
// only when a line on its input says so, and ends with its input:
//   look          lets the next look pass, whoever asked for it; prints `looked` when everything it found is recorded
//   raise <limit> allows plenty of what was limited
const [folder = '', wanted = '0', restartMs = '60000'] = process.argv.slice(2);

class TellingMemory extends InMemoryFileIndex {
  override record(watch: string, findings: readonly FileChange[]): void {
    super.record(watch, findings);
    console.log(`added ${this.paths('added').length}`);
  }
}

/** How many looks at everything may still begin, and whether one waits for that. */
const looks = { left: Infinity, isOneWaiting: false };

async function untilItMayLook(): Promise<void> {
  looks.isOneWaiting = true;
  while (looks.left < 1) await pause(10);
  looks.isOneWaiting = false;
  looks.left--;
}

/** True when no look is on its way and the next waits. */
const isHeld = () => looks.left < 1 && looks.isOneWaiting;

const memory = new TellingMemory();
const watch = new Watch({
  spec: {
    name: 'scans',
    folder,
    target: { portal: 'office', bot: 'scanner', dialog: 'chat5' },
    recursive: true,
    maxDepth: Infinity,
    include: [],
    exclude: [],
    hidden: 'send',
    junk: DEFAULT_JUNK,
    sizeMin: 1,
    sizeMax: 1_000_000,
    existing: 'all',
    quietMs: 100,
    changed: 'ignore',
    repeats: 'never',
    caption: '',
    after: { type: 'keep' },
    mode: 'detect',
    perMinuteCap: 0,
  },
  files: nodeFileSystem,
  index: memory,
  clock: realClock,
  log: () => undefined,
  onState: (state) => console.log(`state ${JSON.stringify(state)}`),
  onIdle: () => undefined,
  // Every scan of the whole folder begins with this.
  isForbidden: async () => {
    await untilItMayLook();
    return false;
  },
  isNetwork: () => Promise.resolve(false),
  times: {
    scanLocalMs: 200,
    scanNetworkMs: 200,
    scanStretch: 1,
    restart: { initialMs: Number(restartMs), maxMs: Number(restartMs) },
  },
});
await watch.start();
while (memory.paths('added').length < Number(wanted) || watch.state.type === 'starting') await pause(20);
looks.left = 0;
while (!isHeld()) await pause(10);
console.log('ready');
for await (const line of createInterface({ input: process.stdin })) {
  const [command, limit = ''] = line.split(' ');
  if (command === 'raise') writeFileSync(`/proc/sys/user/${limit}`, '1000');
  if (command !== 'look') continue;
  looks.left = 1;
  while (!isHeld() || watch.settling().length > 0) await pause(10);
  console.log('looked');
}
looks.left = Infinity;
await watch.stop();
