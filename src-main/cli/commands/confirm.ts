import { openLedgerClient } from '#engine/store/secondary-client.ts';
import { loadSettings, type SettingsOptions } from '../settings.ts';
import { print, say } from '../terminal.ts';

/** Records uploads as delivered of which nobody but the user could tell that they have arrived. */
export function confirm(ids: readonly number[], options: SettingsOptions): number {
  const { config } = loadSettings(options);
  const ledger = openLedgerClient(config.dataDir, Date.now);
  try {
    const left = ids.filter((id) => ledger?.confirm(id) === undefined);
    print(`${ids.length - left.length} recorded as delivered`);
    for (const id of left) say(`${id} ${whyNot(ledger?.row(id)?.state)}`);
    return left.length === 0 ? 0 : 1;
  } finally {
    ledger?.close();
  }
}

function whyNot(state: string | undefined): string {
  return state === undefined ? 'is no upload of this history' : `is ${state}: nobody doubts it`;
}
