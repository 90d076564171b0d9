import { net, powerMonitor } from 'electron';

/** How often it is asked whether there is a network: Electron tells main no event for it. */
const LOOK_EVERY_MS = 5_000;

export interface WakefulnessParts {
  /** The machine woke up, the user is back, or the network is: look at everything again. */
  readonly onBack: () => void;
  readonly onOnline: (isOnline: boolean) => void;
  /** The machine ends: the program has a few seconds. */
  readonly onShutdown: () => void;
}

/** Follows sleep, lock and network. Returns the way to stop. */
export function watchWakefulness({ onBack, onOnline, onShutdown }: WakefulnessParts): () => void {
  let isOnline = net.isOnline();
  const look = () => {
    if (net.isOnline() === isOnline) return;
    isOnline = !isOnline;
    onOnline(isOnline);
    if (isOnline) onBack();
  };
  const timer = setInterval(look, LOOK_EVERY_MS);
  powerMonitor.on('resume', onBack);
  powerMonitor.on('unlock-screen', onBack);
  powerMonitor.on('shutdown', onShutdown);
  return () => {
    clearInterval(timer);
    powerMonitor.off('resume', onBack);
    powerMonitor.off('unlock-screen', onBack);
    powerMonitor.off('shutdown', onShutdown);
  };
}
