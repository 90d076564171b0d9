import { AppError } from '#domain/errors.ts';
import { effectiveMaxBytes } from '#domain/observed-limits.ts';
import type { Portal } from '../ports.ts';
import type { UploadRow } from '../store/uploads/rows.ts';
import type { DeliveryDeps } from './deps.ts';

/** @throws AppError `file.too-large` or `portal.body-limit`: what the portal would refuse is not sent */
export function requireFits({ ledger }: DeliveryDeps, portal: Portal, row: UploadRow): void {
  const configured = portal.maxFileBytes ?? Infinity;
  if (row.size > configured) throw new AppError('file.too-large', 'above the limit set for the portal');
  if (row.size > effectiveMaxBytes(configured, ledger.observedLimits.get(row.portal))) {
    throw new AppError('portal.body-limit', 'the portal refused a smaller file for its size');
  }
}
