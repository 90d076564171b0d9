import type { ClockJumps } from './clock-jumps.ts';
import type { LookTimes } from './look-times.ts';
import type { DeliveryParts } from './parts.ts';
import { transition } from './record.ts';

/**
 * Takes up what an earlier run left: what was cut off while it was sent may be in the chat, or come there while the
 * portal still works on it, so the chat is looked at first. @throws AppError `ledger.full`: to be called again
 */
export function takeUp(parts: DeliveryParts, jumps: ClockJumps, lookTimes: LookTimes): void {
  const { ledger, clock, settings } = parts;
  jumps.start();
  for (const row of ledger.uploads.inState('sending')) {
    const lookAt = clock.now() + settings.verifyAfterMs;
    transition(parts, row.id, { type: 'unanswered', code: 'network.unanswered', lookAt });
  }
  for (const row of ledger.uploads.inState('unknown')) lookTimes.begin(row.id);
}
