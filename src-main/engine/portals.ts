import { platform } from 'node:process';
import { isDeepStrictEqual } from 'node:util';
import { Secret } from '#domain/secret.ts';
import { bandwidth, type TakeBandwidth } from './bitrix24/bandwidth.ts';
import type { TokenEndpointParts } from './bitrix24/oauth/token-endpoint.ts';
import { createPortalClient, type PortalClient } from './bitrix24/portal-client.ts';
import { fetchPicture } from './bitrix24/picture.ts';
import type { BotIdentity } from './bitrix24/post-file.ts';
import { DEFAULT_TIMEOUTS } from './bitrix24/timeouts.ts';
import type { BotSpec, EngineConfig, PortalSpec } from '#config/engine-config.ts';
import { createNetworks, type Networks } from './networks.ts';
import type { EngineHost } from './node-host.ts';
import { postUnderRules } from './policy/post-rules.ts';
import { openAccess } from './portal-access.ts';

/** One portal of the configuration. */
export interface OpenPortal extends Omit<PortalClient, 'close'> {
  /** `https://portal.example` */
  readonly origin: string;
  readonly throughProxy: boolean;
  /** See `fetchPicture`. */
  picture(address: string, signal: AbortSignal): Promise<string | undefined>;
  close(): Promise<void>;
}

export interface OpenPortals {
  /** Kept up to date by `apply`. */
  readonly byName: ReadonlyMap<string, OpenPortal>;
  /**
   * Goes over to another configuration. A portal that changed is opened anew; what is under way with the old one
   * goes on to its end. @throws AppError `config.invalid`: nothing has changed
   */
  apply(config: EngineConfig): void;
  close(): Promise<void>;
}

const USER_AGENT = `Chatdrop/0.1 (${platform})`;

/** Prepares the way to every portal of the configuration; connects to none. @throws AppError `config.invalid` */
export function openPortals(config: EngineConfig, host: EngineHost): OpenPortals {
  const networks = createNetworks();
  let current = config;
  const takeBandwidth = bandwidth(host.clock, () => current.delivery.bytesPerSecond ?? 0);
  const open = (spec: PortalSpec, whole: EngineConfig) =>
    openPortal(spec, whole, host, networks, takeBandwidth);
  const portals = new Map(config.portals.map((spec) => [spec.name, open(spec, config)]));
  const retired: OpenPortal[] = [];

  const apply = (next: EngineConfig) => {
    const fresh = next.portals
      .filter((spec) => !isDeepStrictEqual(settingsOf(spec.name, next), settingsOf(spec.name, current)))
      .map((spec) => [spec.name, open(spec, next)] as const);
    const kept = new Set(next.portals.map((spec) => spec.name));
    for (const [name, portal] of portals) {
      if (kept.has(name) && !fresh.some(([changed]) => changed === name)) continue;
      retired.push(portal);
      portals.delete(name);
    }
    for (const [name, portal] of fresh) portals.set(name, portal);
    current = next;
  };

  return {
    byName: portals,
    apply,
    close: async () => {
      await Promise.all([...portals.values(), ...retired].map((portal) => portal.close()));
    },
  };
}

/** All that a portal is opened with. */
function settingsOf(name: string, { portals, bots, delivery, rules }: EngineConfig): unknown {
  return [
    portals.find((spec) => spec.name === name),
    bots.filter((bot) => bot.portal === name),
    delivery.burst,
    delivery.requestsPerSecond,
    rules,
  ];
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
  takeBandwidth: TakeBandwidth,
): OpenPortal {
  const way = openAccess(spec, config.dataDir, tokenEndpointFor(spec, networks), host.tokenSeal);
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
    takeBandwidth,
  });
  return {
    ...client,
    post: postUnderRules((...posting) => client.post(...posting), config.rules),
    maxFileBytes: spec.maxFileBytes,
    origin: way.origin,
    throughProxy: network.throughProxy,
    picture: (address, signal) =>
      fetchPicture({ origin: way.origin, network, userAgent: USER_AGENT }, address, signal),
    close: async () => {
      client.close();
      await way.close();
    },
  };
}
