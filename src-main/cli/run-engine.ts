import type { EngineConfig } from '#config/engine-config.ts';
import type { Summary } from '#engine/engine.ts';
import { openEngine } from '#engine/open-engine.ts';
import type { EngineEvent } from '#engine/events.ts';
import { openPortals } from '#bitrix24/portals.ts';
import { nodeHost } from '#engine/node-host.ts';
import { patienceMs } from './patience.ts';
import { stopSignal } from './stop-signal.ts';
import { log } from './terminal.ts';

/**
 * Runs an engine until the process is asked to end, or with `once` until nothing is left to deliver. Resolves
 * after its clean end: to what was done, or to `undefined` when it was asked to end.
 * @throws AppError when it cannot run
 */
export async function runEngine(
  config: EngineConfig,
  once: boolean,
  onEvent: (event: EngineEvent) => void,
): Promise<Summary | undefined> {
  const stop = stopSignal();
  try {
    const engine = openEngine(config, { ...nodeHost({ log }), openPortals, since: performance.timeOrigin });
    try {
      engine.on(onEvent);
      const asked = stop.asked.then((): undefined => undefined);
      const done = engine
        .start()
        .then(() => (once ? engine.whenIdle({ maxWaitMs: patienceMs(config.delivery) }) : asked));
      return await Promise.race([done, asked]);
    } finally {
      await engine.stop();
    }
  } finally {
    stop.release();
  }
}
