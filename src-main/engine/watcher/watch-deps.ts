import type { WatchSpec, WatchState } from '#domain/watch.ts';
import type { Clock, FileSystem, Log } from '../ports.ts';
import type { FileIndex } from './file-index.ts';
import type { ScanMutex } from './scan/scan-throttle.ts';
import type { WatchTimes } from './times.ts';

/** What a watch works with. */
export interface WatchDeps {
  readonly spec: WatchSpec;
  readonly files: FileSystem;
  readonly index: FileIndex;
  readonly clock: Clock;
  readonly log: Log;
  /** Wall clock in milliseconds. Later files are new to a watch that starts; by default the moment of construction. */
  readonly since?: number | undefined;
  readonly onState: (state: WatchState) => void;
  /** `isIdle` may have become true. */
  readonly onIdle: () => void;
  /** How many files are not stable yet; called when that changes. */
  readonly onSettling?: ((count: number) => void) | undefined;
  /** Whether a folder must never be watched; see `forbidden-roots.ts`. Asked before each scan. Never rejects. */
  readonly isForbidden: (folder: string) => Promise<boolean>;
  /** Whether a folder's drive does not report changes by other machines; see `drive-kind.ts`. Never rejects. */
  readonly isNetwork: (folder: string) => Promise<boolean>;
  readonly times?: Partial<WatchTimes>;
  /** Shared by all watches of an engine. */
  readonly scanMutex?: ScanMutex;
}
