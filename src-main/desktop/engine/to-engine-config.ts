import type { WatchDraft } from '#contract/watches.ts';
import { DEFAULT_JUNK } from '#domain/junk.ts';
import type { WatchSpec } from '#domain/watch.ts';
import type { OpenHours, WorkingHours } from '#domain/working-hours.ts';
import type { BotSpec, Credentials, DeliverySettings, EngineConfig, PortalSpec } from '#engine/config.ts';
import { secretNames } from '../secrets/secrets.ts';
import type { Stored, StoredPortal } from '../settings/stored.ts';

export interface ConfigParts {
  readonly stored: Stored;
  readonly dataDir: string;
  /** A secret in clear, or undefined while it cannot be had. */
  readonly secret: (name: string) => string | undefined;
  /** Address of the proxy for a portal's origin, or `none`. */
  readonly proxy: ReadonlyMap<string, string>;
}

const DELIVERY: DeliverySettings = {
  perPortal: 2,
  requestsPerSecond: 2,
  burst: 50,
  verifyAfterMs: 65_000,
  retryBaseMs: 5_000,
};

const DEFAULT_QUIET_SECONDS = 5;
const NETWORK_QUIET_MS = 15_000;

/**
 * What the engine is told. A portal whose secret cannot be had now is left out: its uploads stay queued and are
 * taken up when the secret is there. Nobody waits for a keyring.
 */
export function toEngineConfig(parts: ConfigParts): EngineConfig {
  const { stored, dataDir } = parts;
  const portals = stored.portals.flatMap((portal) => toPortal(portal, parts) ?? []);
  const open = new Set(portals.map(({ name }) => name));
  const limits = new Map(stored.portals.map(({ name, maxFileBytes }) => [name, maxFileBytes]));
  return {
    dataDir,
    portals,
    bots: stored.bots.filter(({ portal }) => open.has(portal)).map((bot) => toBot(bot, parts)),
    watches: stored.watches.map((draft) => toWatchSpec(draft, limits.get(draft.portal))),
    delivery: {
      ...DELIVERY,
      workingHours: toWorkingHours(stored.settings.workingHours),
      bytesPerSecond: stored.settings.bandwidth,
    },
    // In the settings 0 means no limit.
    retention: { days: stored.settings.keepDays || Infinity, rows: stored.settings.keepRows || Infinity },
  };
}

function toPortal(portal: StoredPortal, { secret, proxy }: ConfigParts): PortalSpec | undefined {
  const credentials = toCredentials(portal, secret);
  if (credentials === undefined) return undefined;
  const { name, maxFileBytes, origin } = portal;
  return { name, credentials, maxFileBytes, proxy: proxy.get(origin) };
}

function toCredentials(portal: StoredPortal, secret: ConfigParts['secret']): Credentials | undefined {
  if (portal.kind === 'webhook') {
    const url = secret(secretNames.webhook(portal.name));
    return url === undefined ? undefined : { type: 'webhook', url };
  }
  const clientSecret = secret(secretNames.clientSecret(portal.name));
  if (clientSecret === undefined || portal.clientId === undefined) return undefined;
  // With its scheme: a sandbox on this machine speaks http.
  return { type: 'oauth', domain: portal.origin, clientId: portal.clientId, clientSecret };
}

function toBot({ name, portal, botId }: Stored['bots'][number], { secret }: ConfigParts): BotSpec {
  return { name, portal, botId, botToken: secret(secretNames.bot(portal, name)) };
}

/** A draft of the editor as the engine takes it. */
export function toWatchSpec(draft: WatchDraft, portalLimit: number | undefined): WatchSpec {
  const { name, folder, portal, bot, dialog, after, maxDepth, junk, quietSeconds, sizeMax, ...rest } = draft;
  const limit = portalLimit ?? Infinity;
  return {
    ...rest,
    name,
    folder,
    target: { portal, bot, dialog },
    maxDepth: maxDepth ?? Infinity,
    junk: junk ?? DEFAULT_JUNK,
    sizeMax: Math.min(sizeMax ?? limit, limit),
    quietMs: quietSeconds * 1_000,
    // Whoever left the default means "when it is complete", which takes longer to see on a network drive.
    ...(quietSeconds === DEFAULT_QUIET_SECONDS ? { networkQuietMs: NETWORK_QUIET_MS } : {}),
    after: typeof after === 'string' ? { type: after } : { type: 'move', to: after.move },
  };
}

/** A week of ticked hours, as stretches of minutes. */
export function toWorkingHours(week: readonly (readonly boolean[])[] | undefined): WorkingHours | undefined {
  return week?.map((day) =>
    day.reduce<OpenHours[]>((stretches, isOpen, hour) => {
      if (!isOpen) return stretches;
      const last = stretches.at(-1);
      const to = (hour + 1) * 60;
      if (last?.to === hour * 60) return [...stretches.slice(0, -1), { from: last.from, to }];
      return [...stretches, { from: hour * 60, to }];
    }, []),
  );
}
