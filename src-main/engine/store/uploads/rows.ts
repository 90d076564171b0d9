import type { ErrorCode } from '#domain/errors.ts';
import type { FileStamp } from '#domain/file-stamp.ts';
import type { Target } from '#domain/target.ts';
import type { UnfinishedSign } from '#domain/unfinished.ts';
import type { Remover, UploadState } from '#domain/upload.ts';

/** One upload as the ledger has it. Times are wall clock in milliseconds. */
export interface UploadRow {
  readonly id: number;
  /** Name of the watch; undefined for a file sent by hand. */
  readonly watch: string | undefined;
  readonly portal: string;
  readonly bot: string;
  readonly dialog: string;
  readonly caption: string;
  /** Absolute path of the file when it was queued. */
  readonly path: string;
  /** The folder the file must lie under. */
  readonly root: string;
  /** Name in the folder, and the name asked for in the chat. */
  readonly name: string;
  /** Name the portal gave the file. */
  readonly sentName: string | undefined;
  readonly size: number;
  readonly ino: number;
  readonly mtimeMs: number;
  readonly ctimeMs: number;
  readonly sha256: string | undefined;
  readonly state: UploadState;
  /** Why it is in this state, where there is a reason. */
  readonly code: ErrorCode | undefined;
  /** For `waiting` and `verifying`: when it goes on. */
  readonly nextAt: number | undefined;
  readonly attempts: number;
  /** The user wants it sent although it looks like a repeat. */
  readonly forced: boolean;
  readonly queuedAt: number;
  /** When the last attempt began. */
  readonly startedAt: number | undefined;
  readonly deliveredAt: number | undefined;
  /** Newest message id known in the dialog before the last attempt. */
  readonly afterMessageId: number | undefined;
  readonly messageId: number | undefined;
  readonly fileId: number | undefined;
  readonly chatId: number | undefined;
  /** What became of the file after its delivery; undefined where it is simply kept. */
  readonly afterState: AfterState | undefined;
  /** Why the file is where it was, where it should not be. */
  readonly afterCode: ErrorCode | undefined;
  /** What the file was waited for beyond its quiet time. */
  readonly waitedFor: UnfinishedSign | undefined;
  /** Absolute path to which the delivered file was moved. */
  readonly movedTo: string | undefined;
  /** Who asked to remove the message. Set while the upload is still `delivered`: the removal is under way. */
  readonly removedBy: Remover | undefined;
  readonly removedAt: number | undefined;
}

/** `due` is to be done, `left` could not be. */
export const AFTER_STATES = ['due', 'moved', 'trashed', 'left'] as const;

export type AfterState = (typeof AFTER_STATES)[number];

/** A file that is to be queued. */
export interface NewUpload {
  readonly watch: string | undefined;
  readonly target: Target;
  readonly caption: string;
  readonly path: string;
  readonly root: string;
  readonly name: string;
  readonly stamp: FileStamp;
  readonly waitedFor?: UnfinishedSign | undefined;
}

/** What an event of an upload brings along, besides the state. */
export interface UploadFacts {
  readonly startedAt?: number;
  readonly afterMessageId?: number | undefined;
  readonly sha256?: string | undefined;
  readonly sentName?: string | undefined;
  readonly deliveredAt?: number;
  readonly removedAt?: number;
  readonly messageId?: number;
  readonly fileId?: number | undefined;
  readonly chatId?: number | undefined;
  readonly stamp?: FileStamp;
  readonly forced?: boolean;
  /** Something is to be done with the delivered file. */
  readonly afterDue?: boolean;
}

/** One request for an upload, as the detail view shows it. */
export interface AttemptRow {
  readonly startedAt: number;
  readonly endedAt: number | undefined;
  /** The state it led to. */
  readonly outcome: UploadState | undefined;
  readonly code: ErrorCode | undefined;
  /** What the other side called it. */
  readonly origin: string | undefined;
  readonly sentBytes: number | undefined;
}

/** Whose uploads are passed over. */
export interface Blocked {
  /** All but those sent by hand. */
  readonly everyWatch: boolean;
  readonly watches: readonly string[];
  readonly bots: readonly string[];
}

/** An earlier delivery of a file of equal size. */
export interface EarlierDelivery {
  readonly name: string;
  readonly ino: number;
  readonly size: number;
  readonly mtimeMs: number;
  readonly sha256: string;
  readonly deliveredAt: number;
}
