import type { ErrorCode } from '#domain/errors.ts';
import type { Remover, UploadState } from '#domain/upload.ts';
import { readable } from '#engine/system/byte-names.ts';
import type { UploadRow } from '#engine/store/uploads/rows.ts';
import { reasonOf } from '../wording.ts';

/** One upload as scripts read it: a line of `history --json`. The keys are a promise. */
export interface UploadRecord {
  readonly id: number;
  readonly watch: string | null;
  readonly portal: string;
  readonly bot: string;
  readonly dialog: string;
  readonly path: string;
  readonly name: string;
  readonly sentName: string | null;
  readonly size: number;
  readonly sha256: string | null;
  readonly state: UploadState;
  readonly code: ErrorCode | null;
  /** `code` in words. */
  readonly reason: string | null;
  readonly attempts: number;
  /** ISO 8601, like every time here. */
  readonly queuedAt: string;
  readonly deliveredAt: string | null;
  readonly removedAt: string | null;
  readonly removedBy: Remover | null;
  readonly messageId: number | null;
  readonly fileId: number | null;
  readonly chatId: number | null;
}

/** @param host where the portal of the upload says it has moved to */
export function toRecord(row: UploadRow, host?: string): UploadRecord {
  return {
    id: row.id,
    watch: row.watch ?? null,
    portal: row.portal,
    bot: row.bot,
    dialog: row.dialog,
    path: readable(row.path),
    name: row.name,
    sentName: row.sentName ?? null,
    size: row.size,
    sha256: row.sha256 ?? null,
    state: row.state,
    code: row.code ?? null,
    reason: row.code === undefined ? null : reasonOf(row.code, host),
    attempts: row.attempts,
    queuedAt: new Date(row.queuedAt).toISOString(),
    deliveredAt: timeOrNull(row.deliveredAt),
    removedAt: timeOrNull(row.removedAt),
    removedBy: row.removedBy ?? null,
    messageId: row.messageId ?? null,
    fileId: row.fileId ?? null,
    chatId: row.chatId ?? null,
  };
}

function timeOrNull(at: number | undefined): string | null {
  return at === undefined ? null : new Date(at).toISOString();
}
