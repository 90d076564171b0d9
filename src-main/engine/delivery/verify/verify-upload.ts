import { AppError } from '#domain/errors.ts';
import { findPosted } from '#domain/look.ts';
import type { UploadRow } from '../../ledger/rows.ts';
import type { Portal } from '../../ports.ts';
import { hashFile } from '../hash-file.ts';
import { noticeRival } from './detect-duplicate-sender.ts';
import { fileToPost, type DeliveryParts } from '../deps.ts';

/** What a look into the chat told about an upload whose answer was not seen. */
export type LookResult =
  | {
      readonly type: 'found';
      readonly messageId: number;
      readonly fileId: number | undefined;
      readonly storedName: string | undefined;
      readonly sha256: string | undefined;
    }
  | { readonly type: 'missing' }
  /** Only the user can tell. */
  | { readonly type: 'ambiguous' }
  | { readonly type: 'unavailable'; readonly error: AppError };

/** Looks whether an upload is in its chat (reference 2.5). Never throws. */
export async function lookIntoChat(
  parts: DeliveryParts,
  portal: Portal,
  row: UploadRow,
  signal: AbortSignal,
): Promise<LookResult> {
  if (row.baseline === undefined) return { type: 'ambiguous' };
  try {
    const look = await portal.look(row, row.baseline, signal);
    if (look.type === 'newest') {
      // Message ids only grow, so an unchanged newest one proves that nothing was posted.
      return look.messageId === row.baseline ? { type: 'missing' } : { type: 'ambiguous' };
    }
    const posted = findPosted(look.messages, {
      botId: look.botId,
      name: row.name,
      size: row.size,
      isClaimed: (messageId) => parts.ledger.uploads.isClaimed(row, messageId),
    });
    noticeRival(parts, row, look, posted?.messageId);
    if (posted === undefined) return { type: 'missing' };
    return {
      type: 'found',
      messageId: posted.messageId,
      fileId: posted.file?.fileId,
      storedName: posted.file?.name,
      sha256: row.sha256 ?? (await hashIfThere(parts, row)),
    };
  } catch (error) {
    return { type: 'unavailable', error: AppError.from(error) };
  }
}

/** The hash serves later comparisons; a file that is gone by now is delivered all the same. */
async function hashIfThere(parts: DeliveryParts, row: UploadRow): Promise<string | undefined> {
  try {
    return await hashFile(parts.files, fileToPost(row));
  } catch (error) {
    parts.log('debug', 'the delivered file cannot be hashed any more', {
      id: row.id,
      code: AppError.from(error).code,
    });
    return undefined;
  }
}
