import type { ErrorCode } from '#domain/errors.ts';
import type { UploadState } from '#domain/upload.ts';

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
  /** For `waiting` and `unknown`: when it goes on. */
  readonly nextAt: number | undefined;
  readonly attempts: number;
  readonly queuedAt: number;
  /** When the last attempt began. */
  readonly startedAt: number | undefined;
  readonly deliveredAt: number | undefined;
  /** Newest message id known in the dialog before the last attempt. */
  readonly baseline: number | undefined;
  readonly messageId: number | undefined;
  readonly fileId: number | undefined;
  readonly chatId: number | undefined;
}
