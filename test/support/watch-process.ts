import { setTimeout as pause } from 'node:timers/promises';
import { DEFAULT_JUNK } from '#domain/junk.ts';
import { nodeFileSystem } from '#engine/watch/node-file-system.ts';
import { Watch } from '#engine/watch/watch.ts';
import { realClock } from './real-clock.ts';
import { InMemoryWatchMemory } from './watch-memory.ts';

// A watch in a process of its own, for limits that a test cannot set for itself. Prints its states and, once as
// many files as asked for have arrived, their number.
const [folder = '', wanted = '0'] = process.argv.slice(2);
const memory = new InMemoryWatchMemory();
const watch = new Watch({
  spec: {
    name: 'scans',
    folder,
    target: { portal: 'office', bot: 'scanner', dialog: 'chat5' },
    recursive: true,
    maxDepth: Infinity,
    include: [],
    exclude: [],
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
  memory,
  clock: realClock,
  log: () => undefined,
  onState: (state) => console.log(`state ${JSON.stringify(state)}`),
  onIdle: () => undefined,
  isForbidden: false,
  isNetwork: () => Promise.resolve(false),
  times: { scanLocalMs: 200, scanNetworkMs: 200, scanStretch: 1 },
});
await watch.start();
while (memory.paths('arrived').length < Number(wanted) || watch.state.type === 'starting') await pause(20);
console.log(`arrived ${memory.paths('arrived').length}`);
await watch.stop();
