import { homedir } from 'node:os';
import { platform } from 'node:process';
import { isDeepStrictEqual } from 'node:util';
import type { WatchSpec, WatchState } from '#domain/watch.ts';
import type { Clock, FileSystem, Log } from '../ports.ts';
import type { Disk } from '../system/disk.ts';
import { isNetworkDrive } from '../system/drive-kind.ts';
import { mayNeverBeWatched } from '../system/forbidden-roots.ts';
import type { FileIndex } from './file-index.ts';
import type { SettlingFile } from './classify/stability-tracker.ts';
import { WATCH_TIMES } from './times.ts';
import { ScanMutex } from './scan/scan-throttle.ts';
import { Watch } from './watch.ts';

export interface WatchesDeps {
  /** The watches that run, by name: kept here, read by everybody else. */
  readonly specs: Map<string, WatchSpec>;
  readonly dataDir: string;
  readonly files: FileSystem;
  readonly disk: Pick<Disk, 'realpath'>;
  readonly index: FileIndex;
  readonly clock: Clock;
  readonly log: Log;
  /** For the watches that `start` starts; see `EngineHost`. */
  readonly since?: number | undefined;
  readonly onState: (watch: string, state: WatchState) => void;
  /** How many files of a watch are not stable yet. */
  readonly onSettling: (watch: string, count: number) => void;
}

/** A file that is not stable yet. */
export interface SettlingFileOf extends SettlingFile {
  readonly watch: string;
}

/** All the watches of an engine as one. */
export interface Watches {
  /** Resolves when every folder was scanned once, or is known to be absent. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /**
   * Switches to other watches. Equal ones continue undisturbed. To new ones, files are new from the wall clock `since`
   * on. Resolves when the new ones have scanned their folders.
   */
  apply(specs: readonly WatchSpec[], since: number): Promise<void>;
  /** Files of all watches that are not stable yet. */
  settling(): readonly SettlingFileOf[];
  /** False when the folder of a watch is known to be absent or is refused: its uploads wait. */
  isThere(watch: string): boolean;
  /** Scans every folder now: after sleep, or when the network is back. */
  rescan(): Promise<void>;
  /** See `Engine.approveFolder`. */
  approveFolder(watch: string): Promise<boolean>;
  isIdle(): boolean;
  /** Resolves when every folder was scanned and every file is stable and recorded. */
  whenIdle(): Promise<void>;
}

/** Prepares the watches. Nothing is scanned before `start`. */
export function openWatches(deps: WatchesDeps): Watches {
  const { specs, files, index, clock, log } = deps;
  const watches = new Map<string, Watch>();
  const scanMutex = new ScanMutex();
  let waiting: (() => void)[] = [];
  let isStopped = false;
  const isIdle = () => [...watches.values()].every((watch) => watch.isIdle());
  const onIdle = () => {
    if (!isIdle()) return;
    const ready = waiting;
    waiting = [];
    for (const resolve of ready) resolve();
  };

  const open = async (spec: WatchSpec, since: number | undefined): Promise<Watch> =>
    new Watch({
      spec: await withQuietOfDrive(spec),
      files,
      index,
      clock,
      log,
      since,
      onState: (state) => deps.onState(spec.name, state),
      onIdle,
      onSettling: (count) => deps.onSettling(spec.name, count),
      isForbidden: (folder) =>
        mayNeverBeWatched(deps.disk, folder, { home: homedir(), dataDir: deps.dataDir, platform }),
      isNetwork: isNetworkDrive,
      // All watches together scan for less than 1 % of the time.
      times: { scanStretch: WATCH_TIMES.scanStretch * Math.max(1, specs.size) },
      scanMutex,
    });

  const begin = async (fresh: readonly WatchSpec[], since?: number) => {
    for (const spec of fresh) specs.set(spec.name, spec);
    // None waits for the drive of another.
    await Promise.all(
      fresh.map(async (spec) => {
        const watch = await open(spec, since);
        if (isStopped || specs.get(spec.name) !== spec) return;
        watches.set(spec.name, watch);
        await watch.start();
      }),
    );
  };

  const end = async (name: string) => {
    await watches.get(name)?.stop();
    watches.delete(name);
    specs.delete(name);
  };

  return {
    start: () => begin([...specs.values()], deps.since),
    stop: async () => {
      isStopped = true;
      await Promise.all([...watches.values()].map((watch) => watch.stop()));
    },
    apply: async (next, since) => {
      const isKept = (name: string) => {
        const spec = next.find((other) => other.name === name);
        return spec !== undefined && isDeepStrictEqual(spec, specs.get(name));
      };
      const fresh = next.filter(({ name }) => !isKept(name));
      await Promise.all([...watches.keys()].filter((name) => !isKept(name)).map(end));
      await begin(fresh, since);
      onIdle();
    },
    settling: () =>
      [...watches].flatMap(([watch, one]) => one.settling().map((file) => ({ ...file, watch }))),
    isThere: (watch) => !['absent', 'refused'].includes(watches.get(watch)?.state.type ?? ''),
    rescan: async () => {
      await Promise.all([...watches.values()].map((watch) => watch.rescan()));
    },
    approveFolder: (watch) => watches.get(watch)?.approveFolder() ?? Promise.resolve(false),
    isIdle,
    whenIdle: () =>
      isIdle()
        ? Promise.resolve()
        : new Promise((resolve) => {
            waiting.push(resolve);
          }),
  };
}

async function withQuietOfDrive(spec: WatchSpec): Promise<WatchSpec> {
  const { networkQuietMs, folder } = spec;
  if (networkQuietMs === undefined || !(await isNetworkDrive(folder))) return spec;
  return { ...spec, quietMs: networkQuietMs };
}
