import { step, type UploadEvent } from '#domain/upload.ts';
import type { UploadFacts, UploadRow } from './rows.ts';

/** An upload as it is once an event has happened to it; undefined where the event means nothing in its state. */
export function applyEvent(before: UploadRow, event: UploadEvent, facts: UploadFacts): UploadRow | undefined {
  const next = step(before, event);
  if (next === undefined) return undefined;
  const { ino, size, mtimeMs, ctimeMs } = facts.stamp ?? before;
  return {
    ...before,
    state: next.state,
    code: next.code,
    nextAt: next.nextAt === undefined ? undefined : Math.round(next.nextAt),
    attempts: next.attempts,
    forced: facts.forced ?? before.forced,
    ...{ ino, size, mtimeMs, ctimeMs },
    startedAt: facts.startedAt ?? before.startedAt,
    afterMessageId: facts.afterMessageId ?? before.afterMessageId,
    // What an earlier attempt read may have been another version of the file.
    sha256: event.type === 'claim' ? undefined : (facts.sha256 ?? before.sha256),
    sentName: facts.sentName ?? before.sentName,
    deliveredAt: facts.deliveredAt ?? before.deliveredAt,
    removedAt: facts.removedAt ?? before.removedAt,
    messageId: facts.messageId ?? before.messageId,
    fileId: facts.fileId ?? before.fileId,
    chatId: facts.chatId ?? before.chatId,
    afterState: facts.afterDue === true ? 'due' : before.afterState,
  };
}
