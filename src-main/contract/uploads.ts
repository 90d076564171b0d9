import { z } from 'zod';
import type { ErrorCode } from '#domain/errors.ts';
import type { Remover, UploadState } from '#domain/upload.ts';
import { SECTIONS, type AfterState, type Section, type UploadAction } from './constants.ts';
import { call, notice } from './define.ts';
import { dialog, name, text, uploadId } from './ids.ts';

export { SECTIONS, UPLOAD_ACTIONS } from './constants.ts';
export type { AfterState, Section, UploadAction } from './constants.ts';

/** One row of the history, as it is shown. Times are wall clock in milliseconds, sizes bytes. */
export interface UploadItem {
  readonly id: number;
  readonly name: string;
  /** Folder the file lies in, shortened at home (`~/Scans`). */
  readonly folder: string;
  readonly watch: string | undefined;
  readonly portal: string;
  readonly bot: string;
  readonly dialog: string;
  /** The chat's own title where it is known, else the dialog id. */
  readonly chatTitle: string;
  readonly size: number;
  /** As shown: a queued upload behind a pause or a hold is `waiting` with its reason. */
  readonly state: UploadState;
  readonly code: ErrorCode | undefined;
  /** When it goes on by itself. */
  readonly nextAt: number | undefined;
  readonly queuedAt: number;
  readonly deliveredAt: number | undefined;
  /** When its message was removed from the chat. */
  readonly removedAt: number | undefined;
  readonly attempts: number;
  /** Why the delivered file is still in its folder, where the watch was to move it or throw it away. */
  readonly afterCode: ErrorCode | undefined;
  /** What the window may offer for this row, in the order in which it offers it. */
  readonly actions: readonly UploadAction[];
}

export interface UploadDetails extends UploadItem {
  readonly path: string;
  readonly sentName: string | undefined;
  readonly caption: string;
  readonly sha256: string | undefined;
  readonly messageId: number | undefined;
  readonly fileId: number | undefined;
  /** Who asked to remove the message; set before `removedAt` while the removal is under way. */
  readonly removedBy: Remover | undefined;
  /** What became of the file after its delivery; undefined where it is kept. */
  readonly after: { readonly state: AfterState; readonly movedTo: string | undefined } | undefined;
  readonly attemptList: readonly {
    readonly startedAt: number;
    readonly endedAt: number | undefined;
    readonly outcome: UploadState | undefined;
    readonly code: ErrorCode | undefined;
    readonly origin: string | undefined;
    readonly sentBytes: number | undefined;
  }[];
}

export interface UploadProgress {
  readonly id: number;
  readonly sentBytes: number;
  readonly bytesPerSecond: number;
}

export interface ChartDay {
  /** `2026-11-22`, local. */
  readonly day: string;
  readonly dialog: string;
  readonly chatTitle: string;
  readonly files: number;
  readonly bytes: number;
}

const filters = z.strictObject({
  search: text.optional(),
  portal: name.optional(),
  dialog: dialog.optional(),
  watch: name.optional(),
  /** Wall clock, milliseconds; inclusive. */
  from: z.int().optional(),
  to: z.int().optional(),
});
export type HistoryFilters = z.output<typeof filters>;

export const uploads = {
  /** Newest first. `before` is the id of the last row of the page before. */
  page: call<readonly UploadItem[]>().taking(
    z.strictObject({
      section: z.enum(SECTIONS).optional(),
      filters,
      before: uploadId.optional(),
      limit: z.int().min(1).max(500),
    }),
  ),
  counts: call<Readonly<Record<Section, number>>>().taking(z.strictObject({ filters })),
  details: call<UploadDetails | undefined>().taking(uploadId),
  /** Content of at most 20 MB, for the page to decode; undefined for what is no picture. */
  picture: call<Uint8Array | undefined>().taking(uploadId),
  chart: call<readonly ChartDay[]>().taking(z.strictObject({ filters, days: z.int().min(1).max(366) })),
  retry: call().taking(z.array(uploadId).max(1_000)),
  cancel: call().taking(uploadId),
  confirm: call().taking(uploadId),
  sendAgain: call().taking(
    z.strictObject({ id: uploadId, to: z.strictObject({ portal: name, bot: name, dialog }).optional() }),
  ),
  removeFromChat: call().taking(uploadId),
  openInChat: call().taking(z.strictObject({ id: uploadId, with: z.enum(['browser', 'app']) })),
  openFile: call().taking(uploadId),
  showInFolder: call().taking(uploadId),
  copyDetails: call().taking(uploadId),
  /** Asks where to save; the number of rows written, undefined when the user thought better of it. */
  export: call<number | undefined>().taking(
    z.strictObject({ section: z.enum(SECTIONS).optional(), filters, format: z.enum(['csv', 'json']) }),
  ),
  changed: notice<UploadItem>(),
  progress: notice<UploadProgress>(),
  /** Counts or many rows have changed: read again what is shown. */
  stale: notice<Readonly<Record<Section, number>>>(),
} as const;
