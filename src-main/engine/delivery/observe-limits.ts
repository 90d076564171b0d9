import { AppError } from '#domain/errors.ts';
import { effectiveMaxBytes, learn, timeLimitMs, type UploadEnd } from '#domain/learnt-limits.ts';
import type { UploadRow } from '../ledger/rows.ts';
import type { Portal } from '../ports.ts';
import type { AttemptResult } from './attempt.ts';
import type { DeliveryParts } from './deps.ts';

/** @throws AppError `file.too-large` or `portal.body-limit`: what the portal would refuse never leaves the disk */
export function requireFits(parts: DeliveryParts, portal: Portal, row: UploadRow): void {
  const configured = portal.maxFileBytes ?? Infinity;
  if (row.size > configured) throw new AppError('file.too-large', 'above the limit set for the portal');
  if (row.size > effectiveMaxBytes(configured, parts.ledger.learnt.get(row.portal))) {
    throw new AppError('portal.body-limit', 'the portal refused a smaller file for its size');
  }
}

/** Learns from how an attempt ended. Our own breaking off teaches nothing. @throws AppError `ledger.full` */
export function learnFrom(parts: DeliveryParts, row: UploadRow, result: AttemptResult): void {
  const end = endOf(row, result, parts.clock.now());
  if (end === undefined) return;
  const { learnt } = parts.ledger;
  learnt.put(row.portal, learn(learnt.get(row.portal), end));
}

/**
 * True when uploads to the portal keep breaking off after about the same time, so that trying once more is of no
 * use: somebody has to change a limit, or the line.
 */
export function isCutOffByTime(parts: DeliveryParts, row: UploadRow): boolean {
  return timeLimitMs(parts.ledger.learnt.get(row.portal)) !== undefined;
}

function endOf(row: UploadRow, result: AttemptResult, now: number): UploadEnd | undefined {
  if (result.type === 'repeat' || row.startedAt === undefined) return undefined;
  const elapsedMs = now - row.startedAt;
  if (result.type === 'posted') return { type: 'delivered', sizeBytes: row.size, elapsedMs };
  switch (result.error.code) {
    case 'portal.body-limit':
      return { type: 'refused-for-size', sizeBytes: row.size };
    case 'network.interrupted':
    case 'network.unanswered':
      return { type: 'broke-off', elapsedMs };
    default:
      return undefined;
  }
}
