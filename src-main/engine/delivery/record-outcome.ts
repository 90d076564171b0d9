import { nameForDrive } from '#domain/drive-name.ts';
import { decide, type Decision } from '#domain/next-step.ts';
import type { AppError } from '#domain/errors.ts';
import type { UploadEvent } from '#domain/upload.ts';
import { transaction } from '../ledger/database.ts';
import { markRemoved } from '../store/file-index/versions.ts';
import type { AttemptEnd } from '../ledger/uploads.ts';
import type { UploadFacts, UploadRow } from '../ledger/rows.ts';
import { localDay } from '../local-time.ts';
import type { Receipt } from '../ports.ts';
import type { AttemptResult } from './attempt.ts';
import type { HoldBoard } from './blockers/hold-registry.ts';
import type { LookTimes } from './verify/verification-delay.ts';
import { quietMsOf, type DeliveryParts } from './deps.ts';
import { isCutOffByTime, learnFrom } from './observe-limits.ts';

/** How often in a row each portal has made us wait; back to none with every answer it gives. */
export type PortalWaits = Map<string, number>;

export interface Recorder {
  readonly parts: DeliveryParts;
  readonly holds: HoldBoard;
  readonly waits: PortalWaits;
  readonly lookTimes: LookTimes;
}

/** Lets an event happen to an upload and tells everybody. @throws AppError `ledger.full`: nothing has changed */
export function transition(
  parts: DeliveryParts,
  id: number,
  event: UploadEvent,
  facts: UploadFacts = {},
  end?: AttemptEnd,
): UploadRow | undefined {
  const { db, uploads } = parts.ledger;
  const row = transaction(db, () => {
    const next = uploads.applyWithin(id, event, facts, end);
    // Otherwise one that is back before its watch has missed it would count as known, and never be sent.
    if (next?.code === 'file.vanished' && next.state === 'skipped') markRemoved(db, next, parts.clock.now());
    return next;
  });
  if (row !== undefined) parts.emit({ type: 'upload', row });
  return row;
}

/** How an upload is known to be in the chat. */
export type DeliveredEvent = Extract<UploadEvent, { type: 'posted' | 'found' }>;

/** What is known of the message; of one that was only seen not everything. */
export type Proof = Omit<Receipt, 'sha256'> & { readonly sha256: string | undefined };

/**
 * Records in one transaction that an upload is in the chat: its state, the newest message id, the day's total, and what
 * its watch wants done with the file. @throws AppError `ledger.full`: nothing has changed
 */
export function recordDelivered(
  parts: DeliveryParts,
  row: UploadRow,
  event: DeliveredEvent,
  proof: Proof,
): void {
  const { ledger, clock, emit, watches } = parts;
  const now = clock.now();
  const after = row.watch === undefined ? undefined : watches.get(row.watch)?.after;
  const delivered = transaction(ledger.db, () => {
    ledger.marks.putWithin(row.portal, row.dialog, proof.messageId, now);
    const ended = ledger.uploads.applyWithin(
      row.id,
      event,
      {
        deliveredAt: now,
        messageId: proof.messageId,
        fileId: proof.fileId,
        chatId: proof.chatId,
        sentName: proof.storedName ?? nameForDrive(row.name),
        sha256: proof.sha256,
        afterDue: after !== undefined && after.type !== 'keep',
      },
      { endedAt: now, sentBytes: row.size },
    );
    if (ended !== undefined) ledger.days.addWithin(localDay(now), ended.portal, ended.dialog, ended.size);
    return ended;
  });
  if (delivered !== undefined) emit({ type: 'upload', row: delivered });
}

/**
 * Records what came of an attempt.
 * @param stopping we broke it off ourselves
 * @throws AppError `ledger.full`: nothing has changed, and it must be recorded again later
 */
export function recordAttempt(
  recorder: Recorder,
  before: UploadRow,
  result: AttemptResult,
  stopping: boolean,
): void {
  const { parts, holds, waits } = recorder;
  if (result.type === 'repeat') {
    transition(parts, before.id, { type: 'skip', code: 'file.already-sent' });
    return;
  }
  const row = parts.ledger.uploads.get(before.id);
  if (row === undefined) return;
  if (!stopping) learnFrom(parts, row, result);
  if (result.type === 'posted') {
    recordDelivered(parts, before, { type: 'posted' }, result.receipt);
    waits.delete(before.portal);
    holds.liftWaits(before.portal);
    return;
  }

  const { error } = result;
  const decision =
    stopping && error.remedy !== 'verify' ? brokenOff(row) : decideFor(recorder, before, row, error);
  const now = parts.clock.now();
  // Nobody wrote down what such a refusal means, so people have to see the portal's own words.
  if (error.code === 'request.refused') parts.log('warn', error.message, { upload: row.id });
  if (decision.event !== undefined) {
    const end = { endedAt: now, origin: error.origin, sentBytes: result.sentBytes };
    transition(parts, row.id, decision.event, { sha256: result.sha256 }, end);
    if (decision.event.type === 'responseLost') recorder.lookTimes.begin(row.id);
  }
  if (decision.hold !== undefined) {
    const { scope, code, until } = decision.hold;
    holds.put(
      {
        portal: row.portal,
        bot: scope === 'bot' ? row.bot : undefined,
        dialog: scope === 'dialog' ? row.dialog : undefined,
        code,
        until,
        host: error.host,
      },
      now,
    );
    if (until !== undefined) waits.set(row.portal, (waits.get(row.portal) ?? 0) + 1);
  }
}

function brokenOff(row: UploadRow): Decision {
  return { event: row.state === 'sending' ? { type: 'interrupted' } : undefined };
}

function decideFor(recorder: Recorder, before: UploadRow, row: UploadRow, error: AppError): Decision {
  const { parts, waits } = recorder;
  const now = parts.clock.now();
  const quietMs = quietMsOf(parts, row);
  // A file that is gone may have been moved inside the watch, which finds it there a little later.
  if (error.code === 'file.vanished' && before.code !== 'file.vanished') {
    return { event: { type: 'put-off', code: error.code, until: now + quietMs + 2_000, counts: false } };
  }
  if (error.code === 'network.interrupted' && isCutOffByTime(parts, row)) {
    return { event: { type: 'refused', code: 'network.time-limit' } };
  }
  return decide(error, {
    now,
    upload: row,
    retryBaseMs: parts.settings.retryBaseMs,
    verifyAfterMs: parts.settings.verifyAfterMs,
    portalWaits: waits.get(row.portal) ?? 0,
    quietMs,
    random: parts.random(),
  });
}
