import type { EngineRoom } from './engine-room.ts';
import { OPEN_STATES, type Live } from './live.ts';

/** Takes up what the ledger held when the engine was opened. */
export function beginLive({ engine, ledger }: EngineRoom, live: Live): void {
  const [lastDelivered] = engine.history.page({ section: 'delivered' }, { limit: 1 });
  live.begin(ledger.history({ states: OPEN_STATES }), engine.blockers(), lastDelivered);
}
