import type { WatchSpec } from '#domain/watch.ts';
import type { EngineConfig } from '#config/engine-config.ts';
import { applyPolicy } from '#engine/policy/apply-policy.ts';
import { settingsUnderPolicy } from '#engine/policy/preset-settings.ts';
import type { PolicyReading } from '#engine/policy/read-policy.ts';
import type { Policy } from '#engine/policy/schema.ts';
import type { Log } from '#engine/ports.ts';
import type { SettingsFile } from './settings-file.ts';
import { DEFAULTS } from './stored.ts';

/** The policy of this machine, if it is trusted and valid. */
export function policyIn(reading: PolicyReading): Policy | undefined {
  return reading.type === 'in-force' ? reading.policy : undefined;
}

/** The settings with the values that the policy enforces. */
export function managedSettings(file: SettingsFile, reading: PolicyReading): SettingsFile {
  const policy = policyIn(reading);
  if (policy === undefined) return file;
  const enforce = (stored: ReturnType<SettingsFile['get']>) => ({
    ...stored,
    settings: settingsUnderPolicy(
      stored.settings,
      policy,
      (key) => stored.settings[key] !== DEFAULTS.settings[key],
    ),
  });
  return {
    get: () => enforce(file.get()),
    change: (patch) => enforce(file.change(patch)),
    damaged: file.damaged,
  };
}

/** A configuration under a policy, and the parts of the settings that the policy excludes. */
export interface ManagedConfig {
  readonly config: EngineConfig;
  readonly refused: Refused;
  /** Watches of the policy's own. */
  readonly watches: readonly WatchSpec[];
}

/** Names of portals and watches of the settings that the policy forbids. */
export interface Refused {
  readonly portals: ReadonlySet<string>;
  readonly watches: ReadonlySet<string>;
}

/** The part of the configuration that the policy allows. An invalid policy allows nothing. */
export function configUnderPolicy(
  config: EngineConfig,
  reading: PolicyReading,
  { home, log }: { readonly home: string; readonly log: Log },
): ManagedConfig {
  switch (reading.type) {
    case 'none':
      return { config, ...NOTHING_MANAGED };
    case 'untrusted':
      log('warn', 'a policy does not count', { path: reading.path, why: reading.why });
      return { config, ...NOTHING_MANAGED };
    case 'invalid':
      log('error', 'the policy cannot be understood: nothing is sent', { problems: reading.problems });
      return {
        config: { ...config, portals: [], bots: [], watches: [] },
        refused: namesOf(config),
        watches: [],
      };
    case 'in-force': {
      const { config: allowed, refusals } = applyPolicy(config, reading.policy, home);
      for (const refusal of refusals) log('warn', 'left out by the policy', { ...refusal });
      const about = (what: 'portal' | 'watch') => refusals.filter((refusal) => refusal.what === what);
      const entries = new Set(reading.policy.watches?.entries.map(({ name }) => name));
      return {
        config: allowed,
        refused: namesOf({ portals: about('portal'), watches: about('watch') }),
        watches: allowed.watches.filter(({ name }) => entries.has(name)),
      };
    }
  }
}

/** Where there is no policy. */
export const NOTHING_MANAGED: Omit<ManagedConfig, 'config'> = {
  refused: { portals: new Set(), watches: new Set() },
  watches: [],
};

interface Named {
  readonly name: string;
}

function namesOf({ portals, watches }: Readonly<Record<keyof Refused, readonly Named[]>>): Refused {
  const names = (list: readonly Named[]) => new Set(list.map(({ name }) => name));
  return { portals: names(portals), watches: names(watches) };
}
