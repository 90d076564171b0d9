import { say } from './terminal.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const FOREVER_MS = 0x7fff_ffff;
/** An end that takes longer than this is explained. */
const QUICK_MS = 1000;

export interface StopSignal {
  /** Resolves when the user or the system asks the command to end. */
  readonly asked: Promise<void>;
  /** Gives the signals back to the system. */
  release(): void;
}

/**
 * Keeps the process alive until it is asked to end. Who asks twice does not want to wait for a clean end: the
 * second time the process ends at once, which loses nothing.
 */
export function stopSignal(): StopSignal {
  const { promise: asked, resolve } = Promise.withResolvers<undefined>();
  const alive = setInterval(() => undefined, FOREVER_MS);
  let explain: NodeJS.Timeout | undefined;
  let count = 0;
  const onSignal = () => {
    count += 1;
    if (count > 1) process.exit(130);
    resolve(undefined);
    explain = setTimeout(() => say('finishing what is under way; a second time ends it at once'), QUICK_MS);
  };
  for (const signal of SIGNALS) process.on(signal, onSignal);
  return {
    asked,
    release: () => {
      clearInterval(alive);
      clearTimeout(explain);
      for (const signal of SIGNALS) process.off(signal, onSignal);
    },
  };
}
