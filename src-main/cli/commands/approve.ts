import type { WatchSpec } from '#domain/watch.ts';
import { isUnresponsive } from '#engine/system/file-errors.ts';
import { guardedDisk } from '#engine/system/guarded-disk.ts';
import { openLedgerClient, type LedgerClient } from '#engine/store/secondary-client.ts';
import { visible } from '#domain/visible.ts';
import { Refusal } from '../refusal.ts';
import { loadSettings, type SettingsOptions } from '../settings.ts';
import { print } from '../terminal.ts';

export interface ApproveOptions extends SettingsOptions {
  /** Send none of the held files. */
  readonly none?: boolean | undefined;
}

/**
 * Answers what a watch asks: sends its old files that are held, or none of them, and agrees to the place to which its
 * folder leads now. A running engine notices.
 */
export async function approve(watch: string, options: ApproveOptions): Promise<number> {
  const { config } = loadSettings(options);
  const spec = config.watches.find(({ name }) => name === watch);
  if (spec === undefined) throw new Refusal(`there is no watch ${watch} in the configuration`);
  const ledger = openLedgerClient(config.dataDir, Date.now);
  if (ledger === undefined) throw new Refusal('nothing was ever sent from here: there is nothing to approve');
  try {
    const held = ledger.heldOf(watch).map((row) => row.id);
    const answered = options.none ? held.filter((id) => ledger.cancel(id) !== undefined) : ledger.retry(held);
    if (held.length > 0)
      print(`${answered.length} old files ${options.none ? 'are not sent' : 'are in the queue'}`);
    const place = options.none ? undefined : await approveFolder(ledger, spec);
    if (place !== undefined) print(`the folder is watched at ${visible(place)} from now on`);
    if (held.length === 0 && place === undefined) print('nothing waits for an answer');
    return 0;
  } finally {
    ledger.close();
  }
}

/** The new place of a folder that leads elsewhere than at its first scan. */
async function approveFolder(ledger: LedgerClient, { name, folder }: WatchSpec): Promise<string | undefined> {
  const pinned = ledger.pinnedRoot(folder);
  const disk = guardedDisk();
  const place = await disk.realpath(folder).catch((thrown: unknown) => {
    if (isUnresponsive(thrown)) throw new Refusal(`${folder} lies on a drive that does not answer`);
    return undefined;
  });
  if (pinned === undefined || place === undefined || place === pinned.realPath) return undefined;
  ledger.approveFolder(name, { realPath: place, ino: (await disk.stat(place)).ino });
  return place;
}
