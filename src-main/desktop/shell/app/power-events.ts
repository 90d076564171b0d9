import { net, powerMonitor } from 'electron';

/** How often it is asked whether there is a network: Electron tells main no event for it. */
const CHECK_INTERVAL_MS = 5_000;

export interface PowerEventHandlers {
  /** The machine woke up, the user is back, or the network is: look at everything again. */
  readonly onWake: () => void;
  readonly onOnline: (isOnline: boolean) => void;
  /** The machine ends: the program has a few seconds. */
  readonly onShutdown: () => void;
}

/** Follows sleep, lock and network. Returns the way to stop. */
export function watchPowerEvents({ onWake: onBack, onOnline, onShutdown }: PowerEventHandlers): () => void {
  let isOnline = net.isOnline();
  const checkNetwork = () => {
    if (net.isOnline() === isOnline) return;
    isOnline = !isOnline;
    onOnline(isOnline);
    if (isOnline) onBack();
  };
  const timer = setInterval(checkNetwork, CHECK_INTERVAL_MS);
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
