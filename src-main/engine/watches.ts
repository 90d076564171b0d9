import { homedir } from 'node:os';
import { platform } from 'node:process';
import { isDeepStrictEqual } from 'node:util';
import type { WatchSpec, WatchState } from '#domain/watch.ts';
import type { Clock, FileSystem, Log } from './ports.ts';
import { isNetworkDrive } from './watch/drive-kind.ts';
import { mayNeverBeWatched } from './watch/forbidden-roots.ts';
import type { WatchMemory } from './watch/memory.ts';
import type { SettlingFile } from './watch/settle-tracker.ts';
import { WATCH_TIMES } from './watch/times.ts';
import { ScanTurns } from './watch/scan-pace.ts';
import { Watch } from './watch/watch.ts';

export interface WatchesParts {
  /** The watches that run, by name: kept here, read by everybody else. */
  readonly specs: Map<string, WatchSpec>;
  readonly dataDir: string;
  readonly files: FileSystem;
  readonly memory: WatchMemory;
  readonly clock: Clock;
  readonly log: Log;
  /** Of the watches that `start` begins; see `EngineHost`. */
  readonly since?: number | undefined;
  readonly onState: (watch: string, state: WatchState) => void;
}

/** A file that has yet to settle. */
export interface SettlingFileOf extends SettlingFile {
  readonly watch: string;
}

/** All the watches of an engine as one. */
export interface Watches {
  /** Resolves when every folder was looked at for the first time, or is known to be absent. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /**
   * Goes over to other watches. Those that are the same go on undisturbed; to those that are new, files are new from the
   * wall clock `since` on. Resolves when they have looked.
   */
  apply(specs: readonly WatchSpec[], since: number): Promise<void>;
  /** Files that have yet to settle, of all watches. */
  settling(): readonly SettlingFileOf[];
  /** False when the folder of a watch is known to be absent. */
  isThere(watch: string): boolean;
  /** Looks at every folder now: after sleep, or when the network is back. */
  look(): Promise<void>;
  isIdle(): boolean;
  /** Resolves when every folder was looked at and nothing is settling. */
  untilIdle(): Promise<void>;
}

/** Prepares the watches; nothing is looked at before `start`. */
export function openWatches(parts: WatchesParts): Watches {
  const { specs, files, memory, clock, log } = parts;
  const watches = new Map<string, Watch>();
  const turns = new ScanTurns();
  let waiting: (() => void)[] = [];
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
      memory,
      clock,
      log,
      since,
      onState: (state) => parts.onState(spec.name, state),
      onIdle,
      isForbidden: await mayNeverBeWatched(spec.folder, {
        home: homedir(),
        dataDir: parts.dataDir,
        platform,
      }),
      isNetwork: isNetworkDrive,
      // All watches together keep to the share of a core that one may take.
      times: { scanStretch: WATCH_TIMES.scanStretch * Math.max(1, specs.size) },
      turns,
    });

  const begin = async (fresh: readonly WatchSpec[], since?: number) => {
    const opened = await Promise.all(fresh.map(async (spec) => [spec, await open(spec, since)] as const));
    for (const [spec, watch] of opened) {
      specs.set(spec.name, spec);
      watches.set(spec.name, watch);
    }
    await Promise.all(opened.map(([, watch]) => watch.start()));
  };

  const end = async (name: string) => {
    await watches.get(name)?.stop();
    watches.delete(name);
    specs.delete(name);
  };

  return {
    start: () => begin([...specs.values()], parts.since),
    stop: async () => {
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
    isThere: (watch) => watches.get(watch)?.state.type !== 'absent',
    look: async () => {
      await Promise.all([...watches.values()].map((watch) => watch.look()));
    },
    isIdle,
    untilIdle: () =>
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
