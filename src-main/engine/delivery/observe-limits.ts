import { AppError } from '#domain/errors.ts';
import { afterDelivery, afterRefusal, effectiveMaxBytes } from '#domain/observed-limits.ts';
import type { UploadRow } from '../store/uploads/rows.ts';
import type { Portal } from '../ports.ts';
import type { AttemptResult } from './attempt.ts';
import type { DeliveryDeps } from './deps.ts';

/** @throws AppError `file.too-large` or `portal.body-limit`: what the portal would refuse is not sent */
export function requireFits({ ledger }: DeliveryDeps, portal: Portal, row: UploadRow): void {
  const configured = portal.maxFileBytes ?? Infinity;
  if (row.size > configured) throw new AppError('file.too-large', 'above the limit set for the portal');
  if (row.size > effectiveMaxBytes(configured, ledger.observedLimits.get(row.portal))) {
    throw new AppError('portal.body-limit', 'the portal refused a smaller file for its size');
  }
}

/** Keeps what the end of an attempt says about the portal's limits. @throws AppError `ledger.full` */
export function observeLimits(
  { ledger }: DeliveryDeps,
  { portal, size }: UploadRow,
  result: AttemptResult,
): void {
  const limits = ledger.observedLimits.get(portal);
  if (result.type === 'posted') ledger.observedLimits.put(portal, afterDelivery(limits, size));
  else if (result.type === 'failed' && result.error.code === 'portal.body-limit')
    ledger.observedLimits.put(portal, afterRefusal(limits, size));
}
