import { homedir } from 'node:os';
import { normalize } from 'node:path';
import { deliverySettings } from '#config/delivery.ts';
import type { EngineConfig } from '#config/engine-config.ts';
import { expandHome } from '#config/expand-home.ts';
import type { PortalSettings } from '#config/portal.ts';
import { toEngineConfig } from '#config/to-engine-config.ts';
import { fromTickedHours } from '#config/working-hours.ts';
import { secretNames } from '../secrets/secrets.ts';
import type { Stored, StoredPortal } from '../settings/stored.ts';

export interface ConfigSources {
  readonly stored: Stored;
  readonly dataDir: string;
  /** A secret in clear, or undefined while it cannot be had. */
  readonly secret: (name: string) => string | undefined;
  /** Address of the proxy for a portal's origin, or `none`. */
  readonly proxy: ReadonlyMap<string, string>;
}

/**
 * Builds the engine's configuration. A portal without an available secret is left out: its uploads stay queued and are
 * taken up when the secret is there. The start does not wait for a keyring.
 */
export function buildEngineConfig(sources: ConfigSources): EngineConfig {
  const { stored, dataDir, secret } = sources;
  const { workingHours, bandwidth, keepDays, keepRows } = stored.settings;
  return toEngineConfig(
    {
      portals: stored.portals.map((portal) => portalSettingsOf(portal, sources)),
      bots: stored.bots.map(({ name, portal, botId }) => ({
        name,
        portal,
        botId,
        botToken: secret(secretNames.bot(portal, name)),
      })),
      watches: stored.watches,
      delivery: {
        ...deliverySettings.parse({}),
        workingHours: workingHours && fromTickedHours(workingHours),
        bytesPerSecond: bandwidth,
      },
      retention: { days: keepDays, rows: keepRows },
    },
    { dataDir, toPath: toFolder },
  );
}

/** The folder that the user named: absolute, or below `~/`. */
export function toFolder(named: string): string {
  return normalize(expandHome(named, homedir()));
}

function portalSettingsOf(
  { name, kind, clientId, origin, maxFileBytes }: StoredPortal,
  { secret, proxy }: ConfigSources,
): PortalSettings {
  const portal = { name, maxFileBytes, proxy: proxy.get(origin) };
  if (kind === 'webhook') return { ...portal, webhook: secret(secretNames.webhook(name)) };
  const clientSecret = secret(secretNames.clientSecret(name));
  if (clientSecret === undefined || clientId === undefined) return portal;
  // With its scheme: a sandbox on this machine speaks http.
  return { ...portal, oauth: { domain: origin, clientId, clientSecret } };
}
