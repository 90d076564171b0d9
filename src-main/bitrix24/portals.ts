import { platform } from 'node:process';
import { isDeepStrictEqual } from 'node:util';
import { Secret } from '#domain/secret.ts';
import { bandwidth, type TakeBandwidth } from './http/bandwidth.ts';
import type { TokenEndpointDeps } from './oauth/token-endpoint.ts';
import { createPortalClient, type PortalClient } from './portal-client.ts';
import { fetchPicture } from './admin/picture.ts';
import type { BotIdentity } from './upload/post-file.ts';
import { DEFAULT_TIMEOUTS } from './http/timeouts.ts';
import type { BotSpec, EngineConfig, PortalSpec } from '#config/engine-config.ts';
import { createNetworks, type Networks } from './http/networks.ts';
import type { PortalHost, Portals } from '#engine/ports.ts';
import type { Seal } from './oauth/token-store.ts';
import { postUnderRules } from '#engine/policy/post-rules.ts';
import { openAccess } from './client/open-access.ts';

/** One portal of the configuration. */
export interface OpenPortal extends Omit<PortalClient, 'close'> {
  /** `https://portal.example` */
  readonly origin: string;
  readonly throughProxy: boolean;
  /** See `fetchPicture`. */
  picture(address: string, signal: AbortSignal): Promise<string | undefined>;
  close(): Promise<void>;
}

export interface OpenPortals extends Portals {
  readonly byName: ReadonlyMap<string, OpenPortal>;
}

export interface Bitrix24Host extends PortalHost {
  /** Guards the tokens of OAuth portals on disk; without one, only the rights of the file do. */
  readonly tokenSeal?: Seal;
}

const USER_AGENT = `Chatdrop/0.1 (${platform})`;

/** Prepares the way to every portal of the configuration; connects to none. @throws AppError `config.invalid` */
export function openPortals(config: EngineConfig, host: Bitrix24Host): OpenPortals {
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
export function tokenEndpointFor({ proxy }: PortalSpec, networks: Networks): TokenEndpointDeps {
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
  host: Bitrix24Host,
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
