import { homedir } from 'node:os';
import { platform } from 'node:process';
import type { WatchSpec, WatchState } from '#domain/watch.ts';
import type { Clock, FileSystem, Log } from './ports.ts';
import { isNetworkDrive } from './watch/drive-kind.ts';
import { mayNeverBeWatched } from './watch/forbidden-roots.ts';
import type { WatchMemory } from './watch/memory.ts';
import { Watch } from './watch/watch.ts';

export interface WatchesParts {
  readonly specs: readonly WatchSpec[];
  readonly dataDir: string;
  readonly files: FileSystem;
  readonly memory: WatchMemory;
  readonly clock: Clock;
  readonly log: Log;
  readonly onState: (watch: string, state: WatchState) => void;
}

/** All the watches of an engine as one. */
export interface Watches {
  /** Resolves when every folder was looked at for the first time, or is known to be absent. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Looks at every folder now: after sleep, or when the network is back. */
  look(): Promise<void>;
  isIdle(): boolean;
  /** Resolves when every folder was looked at and nothing is settling. */
  untilIdle(): Promise<void>;
}

/** Prepares the watches; nothing is looked at before `start`. */
export function openWatches(parts: WatchesParts): Watches {
  const { files, memory, clock, log } = parts;
  let waiting: (() => void)[] = [];
  const onIdle = () => {
    if (!isIdle()) return;
    const ready = waiting;
    waiting = [];
    for (const resolve of ready) resolve();
  };
  let watches: readonly Watch[] = [];
  const isIdle = () => watches.every((watch) => watch.isIdle());

  const open = async (spec: WatchSpec): Promise<Watch> =>
    new Watch({
      spec,
      files,
      memory,
      clock,
      log,
      onState: (state) => parts.onState(spec.name, state),
      onIdle,
      isForbidden: await mayNeverBeWatched(spec.folder, {
        home: homedir(),
        dataDir: parts.dataDir,
        platform,
      }),
      isNetwork: isNetworkDrive,
    });

  return {
    start: async () => {
      watches = await Promise.all(parts.specs.map(open));
      await Promise.all(watches.map((watch) => watch.start()));
    },
    stop: async () => {
      await Promise.all(watches.map((watch) => watch.stop()));
    },
    look: async () => {
      await Promise.all(watches.map((watch) => watch.look()));
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
