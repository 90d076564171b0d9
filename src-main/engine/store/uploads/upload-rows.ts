import type { SQLOutputValue } from 'node:sqlite';
import { isErrorCode, type ErrorCode } from '#domain/errors.ts';
import { UNFINISHED_SIGNS } from '#domain/unfinished.ts';
import { REMOVERS, UPLOAD_STATES, type UploadState } from '#domain/upload.ts';
import { AFTER_STATES, type UploadRow } from './rows.ts';

type Raw = Record<string, SQLOutputValue>;

/** One row of `SELECT * FROM uploads` as the program reads it. */
export function toUploadRow(raw: Raw): UploadRow {
  return {
    id: numberOf(raw, 'id'),
    watch: optionalText(raw, 'watch'),
    portal: textOf(raw, 'portal'),
    bot: textOf(raw, 'bot'),
    dialog: textOf(raw, 'dialog'),
    caption: textOf(raw, 'caption'),
    path: textOf(raw, 'path'),
    root: textOf(raw, 'root'),
    name: textOf(raw, 'name'),
    sentName: optionalText(raw, 'sent_name'),
    size: numberOf(raw, 'size'),
    ino: numberOf(raw, 'ino'),
    mtimeMs: numberOf(raw, 'mtime_ms'),
    ctimeMs: numberOf(raw, 'ctime_ms'),
    sha256: optionalText(raw, 'sha256'),
    state: stateOf(raw),
    code: codeOf(raw, 'code'),
    nextAt: optionalNumber(raw, 'next_at'),
    attempts: numberOf(raw, 'attempts'),
    forced: numberOf(raw, 'forced') === 1,
    queuedAt: numberOf(raw, 'queued_at'),
    startedAt: optionalNumber(raw, 'started_at'),
    deliveredAt: optionalNumber(raw, 'delivered_at'),
    afterMessageId: optionalNumber(raw, 'baseline'),
    messageId: optionalNumber(raw, 'message_id'),
    fileId: optionalNumber(raw, 'file_id'),
    chatId: optionalNumber(raw, 'chat_id'),
    afterState: AFTER_STATES.find((state) => state === raw['after_state']),
    afterCode: codeOf(raw, 'after_code'),
    waitedFor: UNFINISHED_SIGNS.find((sign) => sign === raw['waited_for']),
    movedTo: optionalText(raw, 'moved_to'),
    removedBy: REMOVERS.find((remover) => remover === raw['removed_by']),
    removedAt: optionalNumber(raw, 'removed_at'),
  };
}

function stateOf(raw: Raw): UploadState {
  const text = textOf(raw, 'state');
  const state = UPLOAD_STATES.find((known) => known === text);
  if (state === undefined) throw new TypeError(`the ledger holds an unknown state: ${text}`);
  return state;
}

/** A code of a later version reads as `internal`: the row stays visible. */
export function codeOf(raw: Raw, column: string): ErrorCode | undefined {
  const text = optionalText(raw, column);
  if (text === undefined) return undefined;
  return isErrorCode(text) ? text : 'internal';
}

export function textOf(raw: Raw, column: string): string {
  const value = raw[column];
  if (typeof value !== 'string') throw new TypeError(`column ${column} holds no text`);
  return value;
}

export function numberOf(raw: Raw, column: string): number {
  const value = raw[column];
  if (typeof value !== 'number') throw new TypeError(`column ${column} holds no number`);
  return value;
}

export function optionalText(raw: Raw, column: string): string | undefined {
  return raw[column] === null ? undefined : textOf(raw, column);
}

export function optionalNumber(raw: Raw, column: string): number | undefined {
  return raw[column] === null ? undefined : numberOf(raw, column);
}
