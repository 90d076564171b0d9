import type { ErrorCode } from './errors.ts';
import type { Target } from './target.ts';

/** A folder mapped to a bot and a dialog, with its rules (product.md, Watches). */
export interface WatchSpec {
  /** Unique; what the ledger knows the watch by. */
  readonly name: string;
  /** Absolute path. */
  readonly folder: string;
  readonly target: Target;
  readonly recursive: boolean;
  /** How many folders deep below `folder`; `Infinity` for all. */
  readonly maxDepth: number;
  /** Globs, case-insensitive; empty means every name. */
  readonly include: readonly string[];
  /** Globs, case-insensitive, on top of the junk list. */
  readonly exclude: readonly string[];
  /** The junk list in force: `DEFAULT_JUNK` unless the user edited it. */
  readonly junk: readonly string[];
  /** Files and folders whose names begin with a dot. */
  readonly hidden: 'skip' | 'send';
  /** Bytes, inclusive. */
  readonly sizeMin: number;
  /** Bytes, inclusive; never above the portal's limit. */
  readonly sizeMax: number;
  /** What happens to files that are there when the watch is started for the first time. */
  readonly existing: 'new' | 'all';
  /** Size and times must stay the same for this long before a file counts as complete. */
  readonly quietMs: number;
  /** Takes the place of `quietMs` on a drive that other machines write onto. */
  readonly networkQuietMs?: number;
  readonly changed: 'ignore' | 'send';
  /** Which earlier deliveries into the same dialog make a file a repeat. */
  readonly repeats: 'same-name' | 'any-name' | 'never';
  /** Template, see `caption.ts`; empty for none. */
  readonly caption: string;
  readonly after: PostDeliveryAction;
  /** `detect` chooses by the kind of drive; `polling` lists the folder instead of waiting for events. */
  readonly mode: 'detect' | 'events' | 'polling';
  /** Files a minute; 0 for no cap. */
  readonly perMinuteCap: number;
}

export type PostDeliveryAction =
  | { readonly type: 'keep' }
  /** Subfolder of the watch, with `{yyyy}` and `{mm}`. */
  | { readonly type: 'move'; readonly to: string }
  | { readonly type: 'trash' };

/** Why the folder of a watch is out of reach. */
export type AbsenceCode = 'folder.missing' | 'file.unreadable' | 'drive.unresponsive';

/** How a watch is doing, in the order in which the worst wins. */
export type WatchState =
  /** First look at the folder is under way. */
  | { readonly type: 'starting' }
  /** Told of new files by the system, checked by scanning. */
  | { readonly type: 'watching' }
  /** The system tells nothing (network drive, limits used up): files are found by scanning alone. */
  | { readonly type: 'scanning'; readonly code: 'watcher.exhausted' | undefined }
  /** The folder is not there, or its drive does not answer; looked for again at `nextLookAt` (wall clock, ms). */
  | {
      readonly type: 'absent';
      readonly code: AbsenceCode;
      readonly nextLookAt: number;
    }
  /** What was found cannot be recorded, so nothing of it is sent; tried again by itself. */
  | { readonly type: 'unrecorded'; readonly code: ErrorCode }
  /** The folder may never be watched, or the machine's policy does not allow the watch. */
  | { readonly type: 'refused'; readonly code: 'folder.forbidden' | 'policy.forbidden' }
  /** The folder leads to another place than at its first scan. Nothing of it is read until the user agrees. */
  | { readonly type: 'refused'; readonly code: 'folder.redirected'; readonly place: string }
  | { readonly type: 'stopped' };
