import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { EngineConfig } from '#config/engine-config.ts';
import { expandHome } from '#config/expand-home.ts';
import { problemLines } from '#config/problem.ts';
import { toEngineConfig } from '#config/to-engine-config.ts';
import { watchWarnings, type WatchWarning } from '#config/watch-warnings.ts';
import { CAPTION_PLACEHOLDERS } from '#domain/caption.ts';
import { visible } from '#domain/visible.ts';
import { configPaths, defaultDataDir, environment, type Environment } from './config/config-paths.ts';
import { readConfig } from './config/read-config.ts';
import { secretsOf } from './config/secrets-of.ts';
import { toEngineSettings } from './config/to-engine-settings.ts';
import { underMachinePolicy } from './config/under-policy.ts';
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
export function loadSettings(options: SettingsOptions, around: Environment = environment()): Settings {
  const { cwd, env, home } = around;
  const path =
    options.config === undefined ? findConfig(around) : resolve(cwd, expandHome(options.config, home));
  const read = readConfig(path, env, home);
  if (!read.ok) throw new Refusal(...problemLines(options.config ?? path, read.problems));

  const toPath = (named: string) => resolve(dirname(path), expandHome(named, home));
  const dataDir = dataDirOf(options, read.file.dataDir, toPath, around);
  const wanted = toEngineConfig(toEngineSettings(read.file), { toPath, dataDir });
  keepSecret(secretsOf(wanted));
  const { config, notes } = underMachinePolicy(wanted, around);
  const warnings = watchWarnings(config.watches).map(warningLine);
  return { config, path, policyNotes: notes, warnings: [...notes, ...warnings] };
}

function findConfig(around: Environment): string {
  const places = configPaths(around);
  const found = places.find((place) => existsSync(place));
  if (found !== undefined) return found;
  throw new Refusal(`no configuration found, looked for ${places.join(', ')}: name one with --config FILE`);
}

function dataDirOf(
  options: SettingsOptions,
  named: string | undefined,
  toPath: (named: string) => string,
  around: Environment,
): string {
  if (options.data !== undefined) return resolve(around.cwd, expandHome(options.data, around.home));
  return named === undefined ? defaultDataDir(around) : toPath(named);
}

function warningLine(warning: WatchWarning): string {
  const watch = visible(warning.watch);
  switch (warning.type) {
    case 'overlaps':
      return `the watches "${watch}" and "${visible(warning.other)}" see the same folder and send to the same dialog: files may arrive twice`;
    case 'placeholder': {
      const known = CAPTION_PLACEHOLDERS.map((word) => `{${word}}`).join(' ');
      return `the caption of the watch "${watch}" holds {${warning.word}}, which nothing takes the place of: known are ${known}`;
    }
  }
}
