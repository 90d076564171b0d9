import { afterDelivery, afterRefusal } from '#domain/observed-limits.ts';
import type { UploadRow } from '../store/uploads/rows.ts';
import type { AttemptResult } from './attempt.ts';
import type { DeliveryDeps } from './deps.ts';

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
