import type { Seal } from './bitrix24/oauth/token-store.ts';
import { nodeFileSystem } from './system/node-file-system.ts';
import type { Clock, FileSystem, Log } from './ports.ts';

/** What an engine is lent by the process it runs in. */
export interface EngineHost {
  readonly clock: Clock;
  /** 0 to 1. */
  readonly random: () => number;
  readonly files: FileSystem;
  readonly log: Log;
  /**
   * Wall clock from which on files count as new to watches that begin with the engine; undefined for the moment at
   * which each begins. A program is meant from its start, not from its first look.
   */
  readonly since?: number | undefined;
  /** Puts a file into the system's recycle bin; undefined where there is none to be reached. */
  readonly trash?: (path: string) => Promise<void>;
  /** Guards the tokens of OAuth portals on disk; where there is none, the rights of the file alone do. */
  readonly tokenSeal?: Seal;
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
