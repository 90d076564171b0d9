import type { VerificationDelay } from './verify/verification-delay.ts';
import type { DeliveryDeps } from './deps.ts';
import { transition } from './record-outcome.ts';

/**
 * Takes up what was cut off: by the end of an earlier process, or by a failure to record its outcome. It may be in the
 * chat, or come there while the portal still works on it, so it is verified first.
 * @param isUnderWay true for an upload that this process is sending
 * @throws AppError `ledger.full`: to be called again
 */
export function recoverInterrupted(
  deps: DeliveryDeps,
  lookTimes: VerificationDelay,
  isUnderWay: (id: number) => boolean,
): void {
  const { ledger, clock, settings } = deps;
  for (const { id } of ledger.uploads.inState('sending')) {
    if (isUnderWay(id)) continue;
    const verifyAt = clock.now() + settings.verifyAfterMs;
    transition(deps, id, { type: 'responseLost', code: 'network.unanswered', verifyAt });
    lookTimes.begin(id);
  }
}
