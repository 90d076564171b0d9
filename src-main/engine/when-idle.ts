import type { PostDeliveryRunner } from './delivery/post-delivery/post-delivery-runner.ts';
import type { Clock } from './ports.ts';
import type { Delivery } from './delivery/delivery.ts';
import type { Watches } from './watcher/watches.ts';

export interface IdleDeps {
  readonly clock: Clock;
  readonly watches: Pick<Watches, 'isIdle' | 'whenIdle'>;
  readonly delivery: Pick<Delivery, 'isIdle' | 'whenIdle'>;
  readonly postDelivery: Pick<PostDeliveryRunner, 'isIdle' | 'whenIdle'>;
  /** The engine stops: nothing may keep the process alive. */
  readonly ending: AbortSignal;
}

/**
 * Resolves when nothing goes on within `maxWaitMs`. A file that becomes stable becomes an upload, so all parts must be
 * idle at the same moment. A file that never stops changing is waited for no longer than `maxWaitMs`.
 */
export async function whenIdle(
  { clock, watches, delivery, postDelivery, ending }: IdleDeps,
  maxWaitMs: number,
): Promise<void> {
  let isWaiting = true;
  const timeout = Promise.withResolvers<undefined>();
  const timer = clock.setTimer(maxWaitMs, () => {
    isWaiting = false;
    timeout.resolve(undefined);
  });
  ending.addEventListener('abort', () => timer.cancel(), { once: true });
  const isStable = () => watches.isIdle() || !isWaiting;
  try {
    do {
      await Promise.race([watches.whenIdle(), timeout.promise]);
      await delivery.whenIdle(maxWaitMs);
      await postDelivery.whenIdle();
    } while (!isStable() || !delivery.isIdle(maxWaitMs) || !postDelivery.isIdle);
  } finally {
    timer.cancel();
  }
}
