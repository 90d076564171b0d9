import { AppError } from '#domain/errors.ts';
import { findMatchingMessage } from '#domain/match-message.ts';
import type { UploadRow } from '../../store/uploads/rows.ts';
import type { ChatMessage, Portal, RecentMessages } from '../../ports.ts';
import { hashFile } from '../hash-file.ts';
import { detectDuplicateSender } from './detect-duplicate-sender.ts';
import { fileToPost, type DeliveryDeps } from '../deps.ts';

/** What a look into the chat told about an upload whose answer was not seen. */
export type Verification =
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
export async function verifyUpload(
  deps: DeliveryDeps,
  portal: Portal,
  row: UploadRow,
  signal: AbortSignal,
): Promise<Verification> {
  if (row.afterMessageId === undefined) return { type: 'ambiguous' };
  try {
    const look = await portal.messagesSince(row, row.afterMessageId, signal);
    if (look.type === 'newest') {
      // Message ids only grow, so an unchanged newest one proves that nothing was posted.
      return look.messageId === row.afterMessageId ? { type: 'missing' } : { type: 'ambiguous' };
    }
    const messages = await messagesAfter(deps, portal, row, look, signal);
    if (messages === undefined) return { type: 'ambiguous' };
    const posted = findMatchingMessage(messages, {
      botId: look.botId,
      name: row.name,
      size: row.size,
      isClaimed: (message) => deps.ledger.uploads.claimOf(row, message) === 'taken',
    });
    detectDuplicateSender(deps, row, { ...look, messages }, posted?.messageId);
    if (posted === undefined) return { type: 'missing' };
    return {
      type: 'found',
      messageId: posted.messageId,
      fileId: posted.file?.fileId,
      storedName: posted.file?.name,
      sha256: row.sha256 ?? (await hashIfThere(deps, row)),
    };
  } catch (error) {
    return { type: 'unavailable', error: AppError.from(error) };
  }
}

/**
 * The messages among which an upload's own must be. Ids only grow, except on a portal that was restored from a backup:
 * there the message that was the newest before the attempt is gone, or is another one. Then the newest messages are taken.
 */
async function messagesAfter(
  { ledger, clock }: DeliveryDeps,
  portal: Portal,
  row: UploadRow,
  { messages }: RecentMessages,
  signal: AbortSignal,
): Promise<readonly ChatMessage[] | undefined> {
  const { afterMessageId = 0 } = row;
  const last = messages.find(({ messageId }) => messageId === afterMessageId);
  const isAsBefore =
    afterMessageId === 0 || (last !== undefined && ledger.uploads.claimOf(row, last) !== 'stale');
  if (isAsBefore) return messages.filter(({ messageId }) => messageId > afterMessageId);
  const recent = await portal.newestMessages(row, signal);
  const newest = recent?.messages.at(-1)?.messageId;
  if (newest !== undefined) ledger.cursors.put(row.portal, row.dialog, newest, clock.now());
  return recent?.messages;
}

/** The hash serves later comparisons; a file that is gone by now is delivered all the same. */
async function hashIfThere(deps: DeliveryDeps, row: UploadRow): Promise<string | undefined> {
  try {
    return await hashFile(deps.files, fileToPost(row));
  } catch (error) {
    deps.log('debug', 'the delivered file cannot be hashed any more', {
      id: row.id,
      code: AppError.from(error).code,
    });
    return undefined;
  }
}
