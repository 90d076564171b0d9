import { basename, dirname, resolve } from 'node:path';
import { parseDialogId } from '#domain/dialog-id.ts';
import { AppError } from '#domain/errors.ts';
import type { EngineConfig } from '#config/engine-config.ts';
import type { EngineHost } from '#engine/engine.ts';
import type { NewUpload, UploadRow } from '#engine/store/uploads/rows.ts';
import { openPortals } from '#bitrix24/portals.ts';
import { nodeHost } from '#engine/node-host.ts';
import { requireDataFolder } from '../data-folder.ts';
import { visible } from '#domain/visible.ts';
import { Refusal } from '../refusal.ts';
import { stateWords, wayOf } from '../report/upload-words.ts';
import { sendBeside } from '../sending/send-beside.ts';
import { sendHere } from '../sending/send-here.ts';
import { loadSettings, type SettingsOptions } from '../settings.ts';
import { stopSignal } from '../stop-signal.ts';
import { log, print } from '../terminal.ts';
import { oneNamed } from '../with-portal.ts';

export interface SendOptions extends SettingsOptions {
  readonly to: string;
  readonly bot?: string | undefined;
  readonly caption?: string | undefined;
}

/** Sends files by hand and follows them. Resolves to 0 only when all of them are delivered. */
export async function send(paths: readonly string[], options: SendOptions): Promise<number> {
  const { config } = loadSettings(options);
  const target = targetOf(config, options);
  requireDataFolder(config.dataDir);
  const host = { ...nodeHost({ log }), openPortals };
  const uploads = await Promise.all(paths.map((path) => toUpload(host, path, target, options.caption ?? '')));

  const stop = stopSignal();
  try {
    const rows = await sendSomehow(config, host, uploads, stop.asked);
    for (const row of rows) print(`${wayOf(row)}  ${stateWords(row)}`);
    return rows.every((row) => row.state === 'delivered') ? 0 : 1;
  } finally {
    stop.release();
  }
}

/** With an engine of our own, or with the one that runs on the same data folder already. */
async function sendSomehow(
  config: EngineConfig,
  host: EngineHost,
  uploads: readonly NewUpload[],
  stop: Promise<void>,
): Promise<readonly UploadRow[]> {
  try {
    return await sendHere(config, host, uploads, stop);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'ledger.in-use') throw error;
    return await sendBeside(config, uploads, stop);
  }
}

function targetOf(config: EngineConfig, { to, bot }: SendOptions): NewUpload['target'] {
  const dialog = parseDialogId(to);
  if (!dialog.ok) throw new Refusal('--to: expected a dialog such as chat5, 5 (a user) or sg7');
  const { portal, name } = oneNamed(config.bots, bot, '--bot');
  return { portal, bot: name, dialog: dialog.id };
}

async function toUpload(
  { files, disk }: EngineHost,
  file: string,
  target: NewUpload['target'],
  caption: string,
): Promise<NewUpload> {
  const path = resolve(file);
  const stamp = await files.stamp(path);
  if (stamp === undefined) {
    const isThere = await disk.lstat(path).then(
      () => true,
      () => false,
    );
    const why = isThere ? 'not a file' : 'no such file';
    throw new Refusal(`${visible(file)}: ${why}, nothing was sent`);
  }
  return { watch: undefined, target, caption, path, root: dirname(path), name: basename(path), stamp };
}
