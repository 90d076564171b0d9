import { expect, onTestFinished, vi } from 'vitest';
import { DEFAULT_JUNK } from '#domain/junk.ts';
import { MAX_FILE_BYTES } from '#domain/limits.ts';
import type { WatchSpec, WatchState } from '#domain/watch.ts';
import type { Clock, FileSystem } from '#engine/ports.ts';
import { nodeFileSystem } from '#engine/system/node-file-system.ts';
import type { WatchTimes } from '#engine/watcher/times.ts';
import { Watch } from '#engine/watcher/watch.ts';
import { realClock } from './real-clock.ts';
import { temporaryFolder } from './temp-folder.ts';
import { InMemoryFileIndex } from './in-memory-file-index.ts';

/** A watch's settings with everything at its default, and a quiet time that tests can wait for. */
export function watchSpec(folder: string, rest: Partial<WatchSpec> = {}): WatchSpec {
  return {
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
    sizeMax: MAX_FILE_BYTES,
    existing: 'new',
    quietMs: 150,
    changed: 'ignore',
    repeats: 'same-name',
    caption: '',
    after: { type: 'keep' },
    mode: 'detect',
    perMinuteCap: 0,
    ...rest,
  };
}

/** Short pauses, so that what is found by scanning alone is found soon. */
const QUICK: Partial<WatchTimes> = {
  scanLocalMs: 400,
  scanNetworkMs: 300,
  scanStretch: 1,
  absent: { initialMs: 50, maxMs: 200 },
  restart: { initialMs: 200, maxMs: 1_000 },
  record: { initialMs: 50, maxMs: 200 },
  lockedMs: 50,
  lockedForLongMs: 200,
};

export interface WatchedFolder {
  readonly folder: string;
  readonly memory: InMemoryFileIndex;
  readonly states: readonly WatchState[];
  readonly watch: Watch;
}

interface Options {
  readonly spec?: Partial<WatchSpec>;
  readonly folder?: string;
  readonly memory?: InMemoryFileIndex;
  readonly files?: FileSystem;
  readonly clock?: Clock;
  readonly isNetwork?: boolean;
  readonly isForbidden?: boolean;
  readonly times?: Partial<WatchTimes>;
}

/** A watch over a real folder, started, and stopped when the test is over. */
export async function watchedFolder(options: Options = {}): Promise<WatchedFolder> {
  const folder = options.folder ?? temporaryFolder();
  const memory = options.memory ?? new InMemoryFileIndex();
  const states: WatchState[] = [];
  const watch = new Watch({
    spec: watchSpec(folder, options.spec),
    files: options.files ?? nodeFileSystem,
    index: memory,
    clock: options.clock ?? realClock,
    log: () => undefined,
    onState: (state) => states.push(state),
    onIdle: () => undefined,
    isForbidden: () => Promise.resolve(options.isForbidden ?? false),
    isNetwork: () => Promise.resolve(options.isNetwork ?? false),
    times: { ...QUICK, ...options.times },
  });
  onTestFinished(() => watch.stop());
  await watch.start();
  return { folder, memory, states, watch };
}

/** Waits until the watch has looked at everything and recorded what it found. */
export async function untilQuiet({ watch }: Pick<WatchedFolder, 'watch'>): Promise<void> {
  await watch.rescan();
  await vi.waitFor(() => expect(watch.isIdle()).toBe(true), { timeout: 20_000, interval: 20 });
}
