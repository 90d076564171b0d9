import type { App } from 'electron';
import { log } from './log.ts';

/**
 * The engine finishes or parks running uploads within 20 s. After this time the program exits in any case, so it ends
 * within 30 s.
 */
const MAX_SHUTDOWN_MS = 28_000;

/** Delays the end of the program until `shutdown` has resolved. */
export function onQuit(app: Pick<App, 'on' | 'exit' | 'quit'>, shutdown: () => Promise<void>): void {
  let state: 'runs' | 'ending' | 'ended' = 'runs';
  app.on('before-quit', (event) => {
    if (state === 'ended') return;
    event.preventDefault();
    if (state === 'ending') return;
    state = 'ending';
    // Never cleared: it also guards the end itself, which may hang in a window or in Electron.
    setTimeout(() => app.exit(0), MAX_SHUTDOWN_MS);
    void shutdown()
      .catch((error: unknown) => log('error', 'the end was not clean', { error }))
      .then(() => {
        state = 'ended';
        // Not from a microtask: a quit asked for by the system runs those before its own call has returned, and then
        // undoes what they asked for (electron's Browser::Quit). `setImmediate` of `timers/promises` is one as well.
        setImmediate(() => app.quit());
      });
  });
  // At the end of a session Windows emits no `before-quit`, only an event on each window.
  app.on('browser-window-created', (_event, window) => window.on('session-end', () => app.quit()));
}

/**
 * Quits when the system sends a signal, as at a logout. Replaces the listeners of libraries, some of which end the
 * process at once.
 */
export function quitOnSignals(app: Pick<App, 'quit'>): void {
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    process.removeAllListeners(signal);
    process.on(signal, () => app.quit());
  }
}
