import type { AfterDelivery } from './delivery/post-delivery/post-delivery-runner.ts';
import type { Clock } from './ports.ts';
import type { Delivery } from './delivery/delivery.ts';
import type { Watches } from './watcher/watches.ts';

export interface QuietParts {
  readonly clock: Clock;
  readonly watches: Pick<Watches, 'isIdle' | 'whenIdle'>;
  readonly delivery: Pick<Delivery, 'isQuiet' | 'untilQuiet'>;
  readonly after: Pick<AfterDelivery, 'isIdle' | 'untilIdle'>;
  /** The engine ends: nobody waits any more, and nothing may keep the process alive. */
  readonly ending: AbortSignal;
}

/**
 * Resolves when nothing goes on within `waitAtMostMs`. A file that settles becomes an upload, so all must be at
 * rest at the same moment; a file that somebody never stops writing is waited for no longer than that.
 */
export async function untilQuiet(
  { clock, watches, delivery, after, ending }: QuietParts,
  waitAtMostMs: number,
): Promise<void> {
  let isPatient = true;
  const patience = Promise.withResolvers<undefined>();
  const timer = clock.setTimer(waitAtMostMs, () => {
    isPatient = false;
    patience.resolve(undefined);
  });
  ending.addEventListener('abort', () => timer.cancel(), { once: true });
  const settled = () => watches.isIdle() || !isPatient;
  try {
    do {
      await Promise.race([watches.whenIdle(), patience.promise]);
      await delivery.untilQuiet(waitAtMostMs);
      await after.untilIdle();
    } while (!settled() || !delivery.isQuiet(waitAtMostMs) || !after.isIdle);
  } finally {
    timer.cancel();
  }
}
