import { nodeFileSystem } from './system/node-file-system.ts';
import type { EngineConfig } from '#config/engine-config.ts';
import type { Clock, Log, PortalHost, Portals } from './ports.ts';

/** What an engine is lent by the process it runs in. */
export interface EngineHost extends PortalHost {
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

/** The clock, the random numbers and the files of this machine. */
export function nodeHost({ log }: { readonly log: Log }): Omit<EngineHost, 'openPortals'> {
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
