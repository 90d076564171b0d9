import type { EngineConfig } from '#config/engine-config.ts';
import type { Disk } from './system/disk.ts';
import { guardedDisk, type GuardedDiskOptions } from './system/guarded-disk.ts';
import { fileSystemOn } from './system/node-file-system.ts';
import type { Clock, Log, PortalHost, Portals } from './ports.ts';

/** What an engine is lent by the process it runs in. */
export interface EngineHost extends PortalHost {
  /** The calls under `files`; moves delivered files. */
  readonly disk: Disk;
  /**
   * Shortens the time limit of all drive calls, including pending ones, until the returned function is called. Absent
   * where no drive can hang.
   */
  readonly hurryDrives?: (limitMs: number) => () => void;
  readonly log: Log;
  /** Opens every portal of a configuration; connects to none. @throws AppError `config.invalid` */
  readonly openPortals: (config: EngineConfig, host: PortalHost) => Portals;
  /**
   * Wall clock from which on files count as new to watches that begin with the engine; undefined for the moment at
   * which each begins. A program is meant from its start, not from its first look.
   */
  readonly since?: number | undefined;
  /** Puts a file into the system's recycle bin; undefined where there is none to be reached. */
  readonly trash?: (path: string) => Promise<void>;
}

export interface NodeHostOptions extends GuardedDiskOptions {
  readonly log: Log;
}

/** The clock, the random numbers and the files of this machine. Make one per process, so that each drive has one helper. */
export function nodeHost({ log, ...options }: NodeHostOptions): Omit<EngineHost, 'openPortals'> {
  const disk = guardedDisk(options);
  return {
    clock: systemClock,
    random: Math.random,
    files: fileSystemOn(disk),
    disk,
    hurryDrives: (limitMs) => disk.hurry(limitMs),
    log,
  };
}

const systemClock: Clock = {
  now: () => Date.now(),
  monotonicMs: () => performance.now(),
  setTimer: (delayMs, run) => {
    const timer = setTimeout(run, delayMs);
    return { cancel: () => clearTimeout(timer) };
  },
};
