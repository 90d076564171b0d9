import type { EngineConfig } from '#config/engine-config.ts';
import { openLedgerClient, type LedgerClient } from '#engine/store/secondary-client.ts';
import { nextMidnight } from '#engine/local-time.ts';
import { visible } from '#domain/visible.ts';
import { Refusal } from '../refusal.ts';
import { pauseWords } from '../report/event-line.ts';
import { loadSettings, type SettingsOptions } from '../settings.ts';
import { print, say } from '../terminal.ts';

export interface PauseOptions extends SettingsOptions {
  /** Milliseconds. */
  readonly for?: number | undefined;
  readonly untilTomorrow?: boolean | undefined;
}

/** Pauses one watch or everything, whether an engine runs or not. Resolves to the exit code. */
export function pause(watch: string | undefined, options: PauseOptions): number {
  const now = Date.now();
  const until = options.for === undefined ? undefined : now + options.for;
  const pause = { watch, until: options.untilTomorrow ? nextMidnight(now) : until };
  return withLedger(watch, options, (ledger) => {
    ledger.pause(pause);
    print(`${nameOf(watch)} ${pauseWords(pause)}`);
    return 0;
  });
}

/** Ends the pause of one watch, or every pause there is. Resolves to the exit code. */
export function resume(watch: string | undefined, options: SettingsOptions): number {
  return withLedger(watch, options, (ledger) => {
    const paused = watch === undefined ? ledger.pauses().map((one) => one.watch) : [watch];
    const resumed = paused.filter((one) => ledger.resume(one));
    for (const one of resumed) print(`${nameOf(one)} goes on`);
    if (resumed.length === 0) say('nothing was paused');
    if (watch !== undefined && ledger.pauses().some((one) => one.watch === undefined)) {
      say('everything is paused all the same: chatdrop resume');
    }
    return 0;
  });
}

function withLedger(
  watch: string | undefined,
  options: SettingsOptions,
  work: (ledger: LedgerClient) => number,
): number {
  const { config } = loadSettings(options);
  demandKnown(watch, config);
  const ledger = openLedgerClient(config.dataDir, Date.now);
  if (ledger === undefined)
    throw new Refusal('chatdrop has not run on this data folder yet: nothing to pause');
  try {
    return work(ledger);
  } finally {
    ledger.close();
  }
}

function demandKnown(watch: string | undefined, { watches }: EngineConfig): void {
  if (watch === undefined || watches.some(({ name }) => name === watch)) return;
  const known = watches.map(({ name }) => visible(name)).join(', ');
  throw new Refusal(`no watch is called ${visible(watch)}: expected one of ${known}`);
}

function nameOf(watch: string | undefined): string {
  return watch === undefined ? 'everything' : `watch ${visible(watch)}`;
}
