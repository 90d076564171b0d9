import { openLedgerClient } from '#engine/store/secondary-client.ts';
import { Refusal } from '../refusal.ts';
import { loadSettings, type SettingsOptions } from '../settings.ts';
import { print, say } from '../terminal.ts';

export interface RetryOptions extends SettingsOptions {
  readonly all?: boolean | undefined;
}

/** Puts uploads back into the queue, with the target and caption they had. A running engine sends them at once. */
export function retry(ids: readonly number[], options: RetryOptions): number {
  if (ids.length > 0 === (options.all === true)) throw new Refusal('name the ids to try again, or --all');
  const { config } = loadSettings(options);
  const ledger = openLedgerClient(config.dataDir, Date.now);
  try {
    const queued = ledger?.retry(options.all ? 'all' : ids) ?? [];
    const left = ids.filter((id) => !queued.includes(id));
    print(`${queued.length} back in the queue${queued.length === 0 ? '' : ', sent while chatdrop runs'}`);
    for (const id of left) say(`${id} ${whyNot(ledger?.row(id)?.state)}`);
    return left.length === 0 ? 0 : 1;
  } finally {
    ledger?.close();
  }
}

function whyNot(state: string | undefined): string {
  return state === undefined ? 'is no upload of this history' : `is ${state}: nothing to try again`;
}
