import { nodeFileSystem } from './watch/node-file-system.ts';
import type { Clock, FileSystem, Log } from './ports.ts';

/** What an engine is lent by the process it runs in. */
export interface EngineHost {
  readonly clock: Clock;
  /** 0 to 1. */
  readonly random: () => number;
  readonly files: FileSystem;
  readonly log: Log;
  /** Puts a file into the system's recycle bin; undefined where there is none to be reached. */
  readonly trash?: (path: string) => Promise<void>;
}

/** The clock, the chance and the files of this machine. */
export function nodeHost({ log }: { readonly log: Log }): EngineHost {
  return { clock: systemClock, random: Math.random, files: nodeFileSystem, log };
}

const systemClock: Clock = {
  now: () => Date.now(),
  monotonicMs: () => performance.now(),
  setTimer: (delayMs, run) => {
    const timer = setTimeout(run, delayMs);
    return { cancel: () => clearTimeout(timer) };
  },
};
