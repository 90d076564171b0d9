import { AppError } from '#domain/errors.ts';
import { nameForDrive } from '#domain/drive-name.ts';
import type { UploadRow } from '../store/uploads/rows.ts';
import type { PostOutcome } from '../ports.ts';
import type { DeliveryDeps } from './deps.ts';

type Posted = Extract<PostOutcome, { readonly type: 'posted' }>;

/**
 * The outcome, unless its message cannot be the upload's own: it belongs to another upload, or is older than the attempt.
 * Then the answer was meant for another request, or the portal was restored from a backup: the chat has to be looked at.
 */
export function requireOwnMessage(deps: DeliveryDeps, row: UploadRow, outcome: Posted): PostOutcome {
  const { messageId, fileId, storedName, sha256 } = outcome.receipt;
  const file = { fileId, name: storedName ?? nameForDrive(row.name), size: row.size };
  const isOlder = row.afterMessageId !== undefined && messageId <= row.afterMessageId;
  if (!isOlder && deps.ledger.uploads.claimOf(row, { messageId, file }) !== 'taken') return outcome;
  const error = new AppError('network.unanswered', 'the answer names a message that is not of this upload', {
    origin: 'HTTP 200',
  });
  return { type: 'failed', error, sentBytes: row.size, sha256, ...(isOlder ? { namedId: messageId } : {}) };
}
