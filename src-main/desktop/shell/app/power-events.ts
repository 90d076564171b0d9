import { net, powerMonitor } from 'electron';

/** Interval for checking the network. Electron has no event for it in the main process. */
const CHECK_INTERVAL_MS = 5_000;

export interface PowerEventHandlers {
  /** The machine woke up, the screen was unlocked, or the network is back. */
  readonly onWake: () => void;
  readonly onOnline: (isOnline: boolean) => void;
  /** The system shuts down. The program has a few seconds. */
  readonly onShutdown: () => void;
}

/** Watches sleep, screen lock and network. @returns a function that stops watching */
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
