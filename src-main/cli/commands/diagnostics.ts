import { existsSync } from 'node:fs';
import { AppError } from '#domain/errors.ts';
import { openLedgerClient } from '#engine/store/secondary-client.ts';
import { nodeHost } from '#engine/node-host.ts';
import { replaceFileSync } from '#engine/system/replace-file.ts';
import { secretsOf } from '../config/secrets-of.ts';
import { diagnosticsBundle } from '../diagnostics/bundle.ts';
import { examineDataFolder } from '../doctor/data-folder.ts';
import { findingLine } from '../doctor/finding.ts';
import { examineWatches } from '../doctor/watched-folders.ts';
import { visible } from '#domain/visible.ts';
import { formatBytes } from '../format.ts';
import { Refusal } from '../refusal.ts';
import { loadSettings, type SettingsOptions } from '../settings.ts';
import { log, print } from '../terminal.ts';

export interface DiagnosticsOptions extends SettingsOptions {
  readonly hashNames?: boolean | undefined;
}

/** Writes what helps to find a fault into one file that did not exist before. Resolves to the exit code. */
export async function diagnostics(
  file: string,
  { hashNames = false, ...options }: DiagnosticsOptions,
): Promise<number> {
  if (!/\.(tar\.gz|tgz)$/.test(file))
    throw new Refusal(`${visible(file)}: expected a name that ends in .tar.gz`);
  const { config } = loadSettings(options);
  const { dataDir, watches } = config;
  const { disk } = nodeHost({ log });
  const findings = [...(await examineDataFolder(dataDir)), ...(await examineWatches(disk, watches, dataDir))];
  const ledger = openLedgerClient(dataDir, Date.now);
  try {
    const bundle = diagnosticsBundle({
      config,
      secrets: secretsOf(config),
      ledger,
      findings: findings.map(findingLine),
      hashNames,
      now: Date.now(),
    });
    write(file, bundle);
    print(`${visible(file)}, ${formatBytes(bundle.length)}: look through it before you send it to anybody`);
    return 0;
  } finally {
    ledger?.close();
  }
}

function write(file: string, bundle: Buffer): void {
  if (existsSync(file)) throw new Refusal(`${visible(file)} is there already: name another file`);
  try {
    replaceFileSync(file, bundle);
  } catch (thrown) {
    const { origin = 'unknown' } = AppError.from(thrown);
    throw new Refusal(`${visible(file)} cannot be written (${origin}): name another file`);
  }
}
