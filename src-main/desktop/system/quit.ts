import type { App } from 'electron';
import { log } from './log.ts';

/** The engine finishes or parks what is under way within this; then the program ends in any case. */
const LONGEST_MS = 30_000;

/** Lets the program end only after its work is put away. */
export function onQuit(app: Pick<App, 'on' | 'exit' | 'quit'>, putAway: () => Promise<void>): void {
  let state: 'runs' | 'ending' | 'ended' = 'runs';
  app.on('before-quit', (event) => {
    if (state === 'ended') return;
    event.preventDefault();
    if (state === 'ending') return;
    state = 'ending';
    const patience = setTimeout(() => app.exit(0), LONGEST_MS);
    putAway()
      .catch((error: unknown) => log('error', 'the end was not clean', { error }))
      .finally(() => {
        clearTimeout(patience);
        state = 'ended';
        app.quit();
      });
  });
}
