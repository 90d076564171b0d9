import { nodeHost } from '#engine/node-host.ts';
import { examineDataFolder } from '../doctor/data-folder.ts';
import { failed, findingLine, ok, warning, type Finding } from '../doctor/finding.ts';
import { examinePortals } from '../doctor/portals.ts';
import { examineWatches } from '../doctor/watched-folders.ts';
import { Refusal } from '../refusal.ts';
import { loadSettings, type Settings, type SettingsOptions } from '../settings.ts';
import { log, print } from '../terminal.ts';

/** Looks at everything a delivery needs, and says what to do. Resolves to 1 when something needed fails. */
export async function doctor(options: SettingsOptions): Promise<number> {
  const failures: Finding[] = [];
  const tell = (findings: readonly Finding[]) => {
    for (const finding of findings) print(findingLine(finding));
    failures.push(...findings.filter(({ state }) => state === 'failed'));
  };

  // Too old versions never get here: main.ts refuses them.
  tell([ok('Node', `${process.versions.node}, SQLite ${process.versions['sqlite']}`)]);
  const settings = readSettings(options);
  tell(settings.findings);
  if (settings.read === undefined) return 1;

  const { config } = settings.read;
  tell(await examineDataFolder(config.dataDir));
  tell(await examineWatches(nodeHost({ log }).disk, config.watches, config.dataDir));
  tell(await examinePortals(config));
  return failures.length === 0 ? 0 : 1;
}

function readSettings(options: SettingsOptions): {
  readonly read?: Settings;
  readonly findings: readonly Finding[];
} {
  try {
    const read = loadSettings(options);
    const findings = [
      ok('configuration', read.path),
      ...read.warnings.map((line) => warning('configuration', line)),
    ];
    if (read.config.watches.length > 0) return { read, findings };
    return { read, findings: [...findings, failed('configuration', 'has no watches: add one to "watches"')] };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { findings: error.lines.map((line) => failed('configuration', line)) };
  }
}
