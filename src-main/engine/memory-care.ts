import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const LOOK_EVERY_MS = 1_000;
/** A process that takes less of a core than this has nothing to do. */
const CALM_SHARE = 0.1;
/** V8's young generation may keep so much; a process at rest needs one or two. */
const YOUNG_BYTES = 16 * 1024 * 1024;
/** A collection is followed by a rest of so many times what it took. */
const REST = 250;

type Collect = (options: { type: 'major'; execution: 'sync'; flavor: 'last-resort' }) => void;

/**
 * Gives memory back to the system when a busy time is over. V8's young generation grows to 64 MB while a large tree is
 * looked at, and V8 itself never makes it small again; a collection as if memory had run out does, in the time of 30 MB
 * of heap (70 ms). Never keeps the process alive by itself.
 * @returns ends it
 */
export function startMemoryCare(): () => void {
  const collect = collector();
  let usage = process.cpuUsage();
  let lookedAt = performance.now();
  let restsUntil = 0;
  const timer = setInterval(() => {
    const now = performance.now();
    const spent = process.cpuUsage(usage);
    const share = (spent.user + spent.system) / 1000 / (now - lookedAt);
    usage = process.cpuUsage();
    lookedAt = now;
    if (share > CALM_SHARE || now < restsUntil || youngBytes() < YOUNG_BYTES) return;
    collect({ type: 'major', execution: 'sync', flavor: 'last-resort' });
    const ended = performance.now();
    restsUntil = ended + REST * (ended - now);
  }, LOOK_EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}

function youngBytes(): number {
  return getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space')?.space_size ?? 0;
}

/**
 * V8's own function, which only a context made under this flag has; the flag is taken back at once. Asking through
 * `node:inspector` needs no flag, but Node 24.21 hung when it was to end after that.
 */
function collector(): Collect {
  setFlagsFromString('--expose-gc');
  try {
    return runInNewContext('gc') as Collect;
  } finally {
    setFlagsFromString('--no-expose-gc');
  }
}
