import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { EngineConfig } from '#engine/config.ts';
import { overlapping } from './config/overlap.ts';
import { underMachinePolicy } from './config/under-policy.ts';
import { configPlaces, defaultDataDir, surroundings, type Surroundings } from './config/places.ts';
import { problemLine } from './config/problem.ts';
import { readConfig } from './config/read-config.ts';
import { secretsOf } from './config/secrets-of.ts';
import { toEngineConfig } from './config/to-engine-config.ts';
import { Refusal } from './refusal.ts';
import { keepSecret } from './terminal.ts';

/** The options every command takes that needs the configuration. */
export interface SettingsOptions {
  readonly config?: string | undefined;
  readonly data?: string | undefined;
}

export interface Settings {
  readonly config: EngineConfig;
  /** Where the configuration was read from. */
  readonly path: string;
  /** What the policy of this machine leaves out. */
  readonly policyNotes: readonly string[];
  /** Worth saying, but no reason to stop. */
  readonly warnings: readonly string[];
}

/** The configuration that is named, or else the first that is found. @throws Refusal with every problem of it */
export function loadSettings(options: SettingsOptions, around: Surroundings = surroundings()): Settings {
  const path = options.config === undefined ? findConfig(around) : resolve(around.cwd, options.config);
  const read = readConfig(path, around.env);
  const shown = options.config ?? path;
  if (!read.ok) throw new Refusal(...read.problems.map((problem) => problemLine(shown, problem)));

  const folder = dirname(path);
  const wanted = toEngineConfig(read.file, folder, dataDirOf(options, read.file.dataDir, folder, around));
  keepSecret(secretsOf(wanted));
  const { config, notes } = underMachinePolicy(wanted, around);
  const overlaps = overlapping(config.watches).map(([a, b]) => overlapWarning(a.name, b.name));
  return { config, path, policyNotes: notes, warnings: [...notes, ...overlaps] };
}

function findConfig(around: Surroundings): string {
  const places = configPlaces(around);
  const found = places.find((place) => existsSync(place));
  if (found !== undefined) return found;
  throw new Refusal(`no configuration found, looked for ${places.join(', ')}: name one with --config FILE`);
}

function dataDirOf(
  options: SettingsOptions,
  named: string | undefined,
  folder: string,
  around: Surroundings,
): string {
  if (options.data !== undefined) return resolve(around.cwd, options.data);
  return named === undefined ? defaultDataDir(around) : resolve(folder, named);
}

function overlapWarning(a: string, b: string): string {
  return `the watches "${a}" and "${b}" see the same folder and send to the same dialog: files may arrive twice`;
}
