import { platform } from 'node:process';
import { Secret } from '#domain/secret.ts';
import type { TokenEndpointParts } from './bitrix24/oauth/token-endpoint.ts';
import { createPortalClient, type PortalClient } from './bitrix24/portal-client.ts';
import type { BotIdentity } from './bitrix24/post-file.ts';
import { DEFAULT_TIMEOUTS } from './bitrix24/timeouts.ts';
import type { BotSpec, EngineConfig, PortalSpec } from './config.ts';
import { createNetworks, type Networks } from './networks.ts';
import type { EngineHost } from './node-host.ts';
import { openAccess } from './portal-access.ts';

/** One portal of the configuration. */
export interface OpenPortal extends Omit<PortalClient, 'close'> {
  /** `https://portal.example` */
  readonly origin: string;
  readonly throughProxy: boolean;
  close(): Promise<void>;
}

export interface OpenPortals {
  readonly byName: ReadonlyMap<string, OpenPortal>;
  close(): Promise<void>;
}

const USER_AGENT = `Chatdrop/0.1 (${platform})`;

/** Prepares the way to every portal of the configuration; connects to none. @throws AppError `config.invalid` */
export function openPortals(config: EngineConfig, host: EngineHost): OpenPortals {
  const networks = createNetworks();
  const portals = new Map(
    config.portals.map((spec) => [spec.name, openPortal(spec, config, host, networks)]),
  );
  return {
    byName: portals,
    close: async () => {
      await Promise.all([...portals.values()].map((portal) => portal.close()));
    },
  };
}

/** How the authorization server of a portal is asked. */
export function tokenEndpointFor({ proxy }: PortalSpec, networks: Networks): TokenEndpointParts {
  return {
    networkFor: (origin) => networks.to(origin, proxy),
    timeouts: DEFAULT_TIMEOUTS,
    userAgent: USER_AGENT,
  };
}

/** What the API wants to know of a bot. */
export function botIdentity({ botId, botToken }: BotSpec): BotIdentity {
  return { botId, botToken: botToken === undefined ? undefined : new Secret(botToken) };
}

function openPortal(
  spec: PortalSpec,
  config: EngineConfig,
  host: EngineHost,
  networks: Networks,
): OpenPortal {
  const way = openAccess(spec, config.dataDir, tokenEndpointFor(spec, networks));
  const network = networks.to(way.origin, spec.proxy);
  const bots = new Map(
    config.bots.filter((bot) => bot.portal === spec.name).map((bot) => [bot.name, botIdentity(bot)]),
  );
  const { burst, requestsPerSecond } = config.delivery;
  const client = createPortalClient({
    access: way.access,
    userId: way.userId,
    network,
    bots: (bot) => bots.get(bot),
    files: host.files,
    clock: host.clock,
    random: host.random,
    rate: { burst, requestsPerSecond },
    timeouts: DEFAULT_TIMEOUTS,
    userAgent: USER_AGENT,
  });
  return {
    ...client,
    maxFileBytes: spec.maxFileBytes,
    origin: way.origin,
    throughProxy: network.throughProxy,
    close: async () => {
      client.close();
      await way.close();
    },
  };
}
