import { nameForDrive } from '#domain/drive-name.ts';
import { nextStep, type Decision } from '#domain/next-step.ts';
import type { AppError } from '#domain/errors.ts';
import type { UploadEvent } from '#domain/upload.ts';
import { transaction } from '../store/db/database.ts';
import { markRemoved } from '../store/file-index/versions.ts';
import type { AttemptEnd } from '../store/uploads/uploads.ts';
import type { UploadFacts, UploadRow } from '../store/uploads/rows.ts';
import { localDay } from '../local-time.ts';
import type { Receipt } from '../ports.ts';
import type { AttemptResult } from './attempt.ts';
import type { HoldRegistry } from './blockers/hold-registry.ts';
import type { VerificationDelay } from './verify/verification-delay.ts';
import { quietMsOf, type DeliveryDeps } from './deps.ts';
import { observeLimits } from './observe-limits.ts';

/** How often in a row each portal has made us wait; back to none with every answer it gives. */
export type PortalWaits = Map<string, number>;

export interface OutcomeContext {
  readonly deps: DeliveryDeps;
  readonly holds: HoldRegistry;
  readonly waits: PortalWaits;
  readonly verificationDelay: VerificationDelay;
}

/** Lets an event happen to an upload and tells everybody. @throws AppError `ledger.full`: nothing has changed */
export function transition(
  deps: DeliveryDeps,
  id: number,
  event: UploadEvent,
  facts: UploadFacts = {},
  end?: AttemptEnd,
): UploadRow | undefined {
  const { db, uploads } = deps.ledger;
  const row = transaction(db, () => {
    const next = uploads.applyInTransaction(id, event, facts, end);
    // Otherwise one that is back before its watch has missed it would count as known, and never be sent.
    if (next?.code === 'file.vanished' && next.state === 'skipped') markRemoved(db, next, deps.clock.now());
    return next;
  });
  if (row !== undefined) deps.emit({ type: 'upload', row });
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
  deps: DeliveryDeps,
  row: UploadRow,
  event: DeliveredEvent,
  proof: Proof,
): void {
  const { ledger, clock, emit, watches } = deps;
  const now = clock.now();
  const after = row.watch === undefined ? undefined : watches.get(row.watch)?.after;
  const delivered = transaction(ledger.db, () => {
    ledger.cursors.putInTransaction(row.portal, row.dialog, proof.messageId, now);
    const ended = ledger.uploads.applyInTransaction(
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
    if (ended !== undefined)
      ledger.days.addInTransaction(localDay(now), ended.portal, ended.dialog, ended.size);
    return ended;
  });
  if (delivered !== undefined) emit({ type: 'upload', row: delivered });
}

/**
 * Records what came of an attempt.
 * @param stopping we broke it off ourselves
 * @throws AppError `ledger.full`: nothing has changed, and it must be recorded again later
 */
export function recordOutcome(
  context: OutcomeContext,
  before: UploadRow,
  result: AttemptResult,
  stopping: boolean,
): void {
  const { deps, holds, waits } = context;
  if (result.type === 'repeat') {
    transition(deps, before.id, { type: 'skip', code: 'file.already-sent' });
    return;
  }
  const row = deps.ledger.uploads.get(before.id);
  if (row === undefined) return;
  if (!stopping) observeLimits(deps, row, result);
  if (result.type === 'posted') {
    recordDelivered(deps, before, { type: 'posted' }, result.receipt);
    waits.delete(before.portal);
    holds.clearTimed(before.portal);
    return;
  }

  const { error } = result;
  const decision =
    stopping && error.remedy !== 'verify' ? brokenOff(row) : decide(context, before, row, error);
  const now = deps.clock.now();
  // Nobody wrote down what such a refusal means, so people have to see the portal's own words.
  if (error.code === 'request.refused') deps.log('warn', error.message, { upload: row.id });
  if (decision.event !== undefined) {
    const end = { endedAt: now, origin: error.origin, sentBytes: result.sentBytes };
    // A portal that names older ids was restored from a backup: what it posted is to be sought from there on.
    const afterMessageId = result.namedId === undefined ? undefined : result.namedId - 1;
    transition(deps, row.id, decision.event, { sha256: result.sha256, afterMessageId }, end);
    if (decision.event.type === 'responseLost') context.verificationDelay.begin(row.id);
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

function decide(context: OutcomeContext, before: UploadRow, row: UploadRow, error: AppError): Decision {
  const { deps, waits } = context;
  const now = deps.clock.now();
  const quietMs = quietMsOf(deps, row);
  // A file that is gone may have been moved inside the watch, which finds it there a little later.
  if (error.code === 'file.vanished' && before.code !== 'file.vanished') {
    return { event: { type: 'put-off', code: error.code, until: now + quietMs + 2_000, counts: false } };
  }
  return nextStep(error, {
    now,
    upload: row,
    retryBaseMs: deps.settings.retryBaseMs,
    verifyAfterMs: deps.settings.verifyAfterMs,
    portalWaits: waits.get(row.portal) ?? 0,
    quietMs,
    random: deps.random(),
  });
}
