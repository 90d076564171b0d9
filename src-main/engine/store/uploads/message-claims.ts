import type { SQLOutputValue } from 'node:sqlite';
import { mayBeStoredAs } from '#domain/drive-name.ts';
import { numberOf, optionalNumber, optionalText, textOf } from './upload-rows.ts';

/** A message that may belong to an upload. */
export interface ClaimedMessage {
  readonly messageId: number;
  /** Undefined for a message without a file; of a receipt not everything is known. */
  readonly file:
    { readonly fileId?: number | undefined; readonly name: string; readonly size: number } | undefined;
}

/** True when the file of a message is the one with which an upload claimed that message. */
export function isClaimOn(claim: Record<string, SQLOutputValue>, file: ClaimedMessage['file']): boolean {
  if (file?.size !== numberOf(claim, 'size')) return false;
  const fileId = optionalNumber(claim, 'file_id');
  if (fileId !== undefined && file.fileId !== undefined && fileId !== file.fileId) return false;
  return optionalText(claim, 'sent_name') === file.name || mayBeStoredAs(textOf(claim, 'name'), file.name);
}
