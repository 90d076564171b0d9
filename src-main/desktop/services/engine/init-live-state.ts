import type { EngineService } from './engine-service.ts';
import { OPEN_STATES, type LiveState } from './live-state.ts';

/** Fills the live state from the ledger, when the engine was opened. */
export function initLiveState({ engine, ledger }: EngineService, liveState: LiveState): void {
  const [lastDelivered] = engine.history.page({ section: 'delivered' }, { limit: 1 });
  liveState.init(ledger.history({ states: OPEN_STATES }), engine.blockers(), lastDelivered);
}
