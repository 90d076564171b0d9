import type { ErrorCode } from '#domain/errors.ts';
import type { Hold } from '#domain/hold.ts';
import type { Pause } from '#domain/pause.ts';
import type { WatchState } from '#domain/watch.ts';
import type { DuplicateSender } from './store/state/duplicate-senders.ts';
import type { UploadRow } from './store/uploads/rows.ts';

export type { Hold } from '#domain/hold.ts';

/** What the engine tells its host while it runs. */
export type EngineEvent =
  /** An upload changed its state; the row is as it is now in the ledger. */
  | { readonly type: 'upload'; readonly row: UploadRow }
  /** Bytes of the file handed to the network so far; at most ten a second for each upload. */
  | {
      readonly type: 'progress';
      readonly id: number;
      readonly sentBytes: number;
      readonly bytesPerSecond: number;
    }
  /** A delivered file was moved, thrown away, or could not be: see `afterState` and `afterCode` of the row. */
  | { readonly type: 'after'; readonly row: UploadRow }
  /** Somebody else posts the files we post: another computer seems to watch the same folder. */
  | { readonly type: 'duplicateSender'; readonly duplicateSender: DuplicateSender }
  | { readonly type: 'watch'; readonly watch: string; readonly state: WatchState }
  /** How many files of a watch are waited for, because they are still being written. They become uploads then. */
  | { readonly type: 'settling'; readonly watch: string; readonly count: number }
  /** Something concerns a whole portal, bot or dialog; `undefined` code when it is over. */
  | { readonly type: 'hold'; readonly hold: Hold; readonly over: boolean }
  /** Everything, or one watch, was paused or goes on. */
  | { readonly type: 'pause'; readonly pause: Pause; readonly over: boolean }
  /** The ledger cannot be written (disk full) or can again. */
  | { readonly type: 'ledger'; readonly code: ErrorCode | undefined };
