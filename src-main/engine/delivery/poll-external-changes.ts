import type { Ledger } from '../store/ledger.ts';
import type { Clock, Timer } from '../ports.ts';

/** How often we look whether another process has written into the ledger. */
const POLL_MS = 1_000;

/** Calls `onChange` when another process (`chatdrop send`, `retry`) has queued or freed something. */
export function pollExternalChanges(ledger: Ledger, clock: Clock, onChange: () => void): Timer {
  let version = ledger.dataVersion();
  let timer: Timer;
  const look = () => {
    const now = ledger.dataVersion();
    if (now !== version) onChange();
    version = now;
    timer = clock.setTimer(POLL_MS, look);
  };
  timer = clock.setTimer(POLL_MS, look);
  return { cancel: () => timer.cancel() };
}
