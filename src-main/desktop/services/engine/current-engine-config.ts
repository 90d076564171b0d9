import { homedir } from 'node:os';
import type { PolicyReading } from '#engine/policy/read-policy.ts';
import type { Log } from '#engine/ports.ts';
import type { Secrets } from '../secrets/secrets.ts';
import { secretNames } from '../secrets/secrets.ts';
import { configUnderPolicy, type ManagedConfig } from '../settings/managed.ts';
import type { DataPaths, SettingsFile } from '../settings/settings-file.ts';
import { proxyFor } from '../portals/proxy.ts';
import { buildEngineConfig } from './build-engine-config.ts';

interface ConfigSources {
  readonly settings: SettingsFile;
  readonly secrets: Secrets;
  readonly paths: DataPaths;
  readonly policy: PolicyReading;
  readonly log: Log;
}

/**
 * Builds the engine's configuration from settings, secrets and the system's proxies, under the policy of this machine.
 * All configurations are built here. Therefore the policy applies to every change of the settings.
 */
export async function currentEngineConfig(sources: ConfigSources): Promise<ManagedConfig> {
  const { settings, secrets, paths, policy, log } = sources;
  const stored = settings.get();
  const password = secrets.get(secretNames.proxy);
  const origins = [...new Set(stored.portals.map(({ origin }) => origin))];
  const proxies = await Promise.all(
    origins.map(async (origin) => [origin, await proxyFor(origin, stored.settings.proxy, password)] as const),
  );
  const wanted = buildEngineConfig({
    stored,
    dataDir: paths.data,
    secret: (name) => secrets.get(name)?.reveal(),
    proxy: new Map(proxies),
  });
  return configUnderPolicy(wanted, policy, { home: homedir(), log });
}
