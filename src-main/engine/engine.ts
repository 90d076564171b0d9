import type { Pause } from '#domain/pause.ts';
import type { Remover } from '#domain/upload.ts';
import type { Blockers } from '#domain/blockers.ts';
import type { EngineConfig } from '#config/engine-config.ts';
import type { EngineEvent } from './events.ts';
import type { History } from './history.ts';
import type { DuplicateSender } from './store/state/duplicate-senders.ts';
import type { NewUpload, UploadRow } from './store/uploads/rows.ts';
import type { Summary } from './run-summary.ts';
import type { SettlingFileOf } from './watcher/watches.ts';

export type { EngineHost } from './node-host.ts';
export type { Summary } from './run-summary.ts';

/** Watches folders and delivers what appears in them. One engine owns a data folder. */
export interface Engine {
  /** Returns the way to stop listening. Listeners must not throw. */
  on(listener: (event: EngineEvent) => void): () => void;
  start(): Promise<void>;
  /** Finishes or parks what is under way within 30 s and closes the ledger. */
  stop(): Promise<void>;
  /** Looks at every folder now: after sleep, or when the network is back. */
  rescan(): Promise<void>;
  /**
   * The user agrees that a refused watch scans the folder to which its path leads now. The files in it are preexisting.
   * Resolves to false when the watch does not wait for that.
   */
  approveFolder(watch: string): Promise<boolean>;
  /** Resolves when every folder was looked at and nothing is left that goes on within `maxWaitMs`. */
  whenIdle(options: { readonly maxWaitMs: number }): Promise<Summary>;
  /** Queues files by hand, in this order. @throws AppError `ledger.full` */
  enqueue(uploads: readonly NewUpload[]): readonly UploadRow[];
  /** How many of these files are in their dialogs already: what a hand is asked about instead of skipping it. */
  countDuplicates(uploads: readonly NewUpload[]): Promise<number>;
  readonly history: History;
  row(id: number): UploadRow | undefined;
  /** Breaks off or takes out an upload; undefined when it cannot be cancelled any more. */
  cancel(id: number): UploadRow | undefined;
  /**
   * Removes the message of a delivered upload from its chat and resolves to the row afterwards.
   * @throws AppError `message.none`, `message.not-removed`; after other failures it is tried again by itself
   */
  remove(id: number, remover: Remover): Promise<UploadRow>;
  /** Takes out everything of a watch that has not begun to go out; resolves to how many. */
  cancelPendingOf(watch: string): number;
  /** Sends nothing new, of one watch or at all, until the pause ends. @throws AppError `ledger.full` */
  pause(pause: Partial<Pause>): void;
  /** Ends the pause of one watch, or that of everything. @throws AppError `ledger.full` */
  resume(pause?: Pick<Partial<Pause>, 'watch'>): void;
  pauses(): readonly Pause[];
  /** Everything that blocks uploads at this moment: with it `effectiveState` tells how an upload is shown. */
  blockers(): Blockers;
  /** Files that have yet to settle before they become uploads. */
  settling(): readonly SettlingFileOf[];
  /** Dialogs into which another computer seems to post the same files. */
  duplicateSenders(): readonly DuplicateSender[];
  /** The user has seen to it. @throws AppError `ledger.full` */
  dismissDuplicateSender(dialog: Pick<DuplicateSender, 'portal' | 'dialog'>): void;
  /**
   * Goes over to another configuration without letting go of the data folder, which stays the same. What did not
   * change goes on undisturbed; what waits for a removed watch still goes out (see `cancelPendingOf`). Resolves when
   * new watches have looked at their folders. To these, files are new from the wall clock `since` on, that of the call
   * by default. @throws AppError `config.invalid`: nothing has changed
   */
  reconfigure(config: EngineConfig, since?: number): Promise<void>;
  /** Tries again at once whatever waits for a portal or for the user: the network is back, something was mended. */
  retryNow(): void;
}
