import { AppError } from '#domain/errors.ts';
import { openLedgerClient } from '#engine/store/secondary-client.ts';
import { stateWords, wayOf } from '../report/upload-words.ts';
import { loadSettings, type SettingsOptions } from '../settings.ts';
import { print, say } from '../terminal.ts';
import { withPortals } from '../with-portal.ts';
import { reasonOf } from '../wording.ts';

/** Removes delivered files from their chats. Resolves to 1 when one of them is still there. */
export async function remove(ids: readonly number[], options: SettingsOptions): Promise<number> {
  const { config } = loadSettings(options);
  const ledger = openLedgerClient(config.dataDir, Date.now);
  if (ledger === undefined) {
    say('there is no history yet');
    return 1;
  }
  try {
    let left = 0;
    await withPortals(config, async (portals, signal) => {
      for (const id of ids) {
        try {
          const row = await ledger.remove(id, portals, signal);
          print(`${wayOf(row)}  ${stateWords(row)}`);
        } catch (thrown) {
          left += 1;
          say(`${id} ${reasonOf(AppError.from(thrown).code)}`);
        }
      }
    });
    return left === 0 ? 0 : 1;
  } finally {
    ledger.close();
  }
}
