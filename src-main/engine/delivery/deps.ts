import type { WatchSpec } from '#domain/watch.ts';
import type { DeliverySpec } from '#config/engine-config.ts';
import type { EngineEvent } from '../events.ts';
import type { Ledger } from '../store/ledger.ts';
import type { UploadRow } from '../store/uploads/rows.ts';
import type { Clock, FileSystem, FileToPost, Log, Portal } from '../ports.ts';

/** What the delivery works with. */
export interface DeliveryDeps {
  readonly ledger: Ledger;
  readonly portals: ReadonlyMap<string, Portal>;
  readonly watches: ReadonlyMap<string, WatchSpec>;
  readonly files: FileSystem;
  readonly clock: Clock;
  /** 0 to 1. */
  readonly random: () => number;
  readonly settings: DeliverySpec;
  /** False when the folder of a watch is known to be absent; not asked about files sent by hand. */
  readonly isFolderPresent?: (watch: string) => boolean;
  /** Another process has written into the ledger. */
  readonly onExternalChange?: () => void;
  readonly emit: (event: EngineEvent) => void;
  readonly log: Log;
}

/** How long a file sent by hand must be quiet after it changed under our hands. */
const QUIET_BY_HAND_MS = 2_000;

/** Quiet time of the watch an upload came from. */
export function quietMsOf(deps: DeliveryDeps, row: UploadRow): number {
  const spec = row.watch === undefined ? undefined : deps.watches.get(row.watch);
  return spec?.quietMs ?? QUIET_BY_HAND_MS;
}

/** The file of an upload as a portal takes it. */
export function fileToPost(row: UploadRow): FileToPost {
  const { portal, bot, dialog, path, root, name, caption, ino, size, mtimeMs, ctimeMs } = row;
  return {
    target: { portal, bot, dialog },
    path,
    root,
    name,
    caption,
    // A remount changes `dev`; it plays no part in telling versions apart.
    stamp: { dev: 0, ino, size, mtimeMs, ctimeMs },
  };
}
