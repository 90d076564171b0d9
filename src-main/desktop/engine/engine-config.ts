import type { EngineConfig } from '#engine/config.ts';
import type { Secrets } from '../secrets/secrets.ts';
import { secretNames } from '../secrets/secrets.ts';
import type { Places, SettingsFile } from '../settings/settings-file.ts';
import { proxyFor } from '../system/proxy.ts';
import { toEngineConfig } from './to-engine-config.ts';

interface ConfigSources {
  readonly settings: SettingsFile;
  readonly secrets: Secrets;
  readonly places: Places;
}

/** What the engine is to be told now: settings, secrets and the system's proxies put together. */
export async function engineConfig({ settings, secrets, places }: ConfigSources): Promise<EngineConfig> {
  const stored = settings.get();
  const password = secrets.get(secretNames.proxy);
  const origins = [...new Set(stored.portals.map(({ origin }) => origin))];
  const proxies = await Promise.all(
    origins.map(async (origin) => [origin, await proxyFor(origin, stored.settings.proxy, password)] as const),
  );
  return toEngineConfig({
    stored,
    dataDir: places.data,
    secret: (name) => secrets.get(name)?.reveal(),
    proxy: new Map(proxies),
  });
}
