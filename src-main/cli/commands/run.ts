import type { WatchState } from '#domain/watch.ts';
import { visible } from '#domain/visible.ts';
import type { Summary } from '#engine/engine.ts';
import type { LeftFile } from '#engine/run-summary.ts';
import { readable } from '#engine/system/byte-names.ts';
import { isNetworkDrive } from '#engine/system/drive-kind.ts';
import { requireDataFolder } from '../data-folder.ts';
import { Refusal } from '../refusal.ts';
import { eventJson } from '../report/event-json.ts';
import { eventLine } from '../report/event-line.ts';
import { runEngine } from '../run-engine.ts';
import { loadSettings, type SettingsOptions } from '../settings.ts';
import { reasonOf } from '../wording.ts';
import { print, say } from '../terminal.ts';

export interface RunOptions extends SettingsOptions {
  readonly once?: boolean | undefined;
  readonly json?: boolean | undefined;
}

/** Watches and delivers until asked to end; with `once`, until nothing is left. Resolves to the exit code. */
export async function run({ once = false, json = false, ...options }: RunOptions): Promise<number> {
  const { config, warnings } = loadSettings(options);
  if (config.watches.length === 0) throw new Refusal('the configuration has no watches: nothing to do');
  for (const warning of warnings) say(warning);
  requireDataFolder(config.dataDir);
  if (await isNetworkDrive(config.dataDir))
    say('the data folder lies on a network drive, where SQLite loses data: choose a local disk for dataDir');

  const toLine = json ? eventJson : eventLine;
  const unseen = new Set<string>();
  const summary = await runEngine(config, once, (event) => {
    if (event.type === 'watch') noteState(unseen, event.watch, event.state);
    const line = toLine(event, Date.now());
    if (line !== undefined) print(line);
  });

  if (!once) return 0;
  if (summary === undefined) return 1; // asked to end before it was done
  if (!json) print(summaryLine(summary, unseen.size));
  for (const file of summary.left) print(json ? leftJson(file) : leftLine(file));
  return summary.failed + summary.waiting + unseen.size === 0 ? 0 : 1;
}

/** Keeps in `unseen` the watches whose folders cannot be looked into: nobody can say that nothing is left there. */
function noteState(unseen: Set<string>, watch: string, { type }: WatchState): void {
  if (type === 'absent' || type === 'refused' || type === 'unrecorded') unseen.add(watch);
  else if (type !== 'stopped') unseen.delete(watch);
}

/** `/srv/scans/report.pdf  waits: the file is still being written: is sent when it has been quiet` */
function leftLine({ path, code }: LeftFile): string {
  return `${visible(readable(path))}  waits${code === undefined ? '' : `: ${reasonOf(code)}`}`;
}

function leftJson({ path, ...file }: LeftFile): string {
  const code = file.code ?? null;
  return JSON.stringify({
    type: 'left',
    path: readable(path),
    code,
    reason: code === null ? null : reasonOf(code),
  });
}

function summaryLine({ delivered, skipped, failed, waiting }: Summary, unseen: number): string {
  const counts = `${delivered} delivered, ${skipped} skipped, ${failed} need you, ${waiting} waiting`;
  return unseen === 0 ? counts : `${counts}, ${unseen} not looked into`;
}
