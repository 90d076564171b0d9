import { env, platform } from 'node:process';
import type { SecureContext } from 'node:tls';
import { AppError } from '#domain/errors.ts';
import { Secret } from '#domain/secret.ts';
import { parseWebhookUrl } from '#domain/webhook-url.ts';
import { webhookAccess } from './bitrix24/access.ts';
import { createTrust } from './bitrix24/certificates.ts';
import { createNetwork } from './bitrix24/network.ts';
import { createPortalClient, type PortalClient } from './bitrix24/portal-client.ts';
import { DEFAULT_TIMEOUTS } from './bitrix24/timeouts.ts';
import type { EngineConfig, PortalSpec } from './config.ts';
import type { EngineHost } from './node-host.ts';
import type { Portal } from './ports.ts';

export interface OpenPortals {
  readonly byName: ReadonlyMap<string, Portal>;
  close(): void;
}

const USER_AGENT = `Chatdrop/0.1 (${platform})`;

/** Prepares the way to every portal of the configuration; connects to none. @throws AppError `config.invalid` */
export function openPortals(config: EngineConfig, host: EngineHost): OpenPortals {
  let trust: SecureContext | undefined;
  const trustOnce = () => (trust ??= createTrust());
  const clients = new Map(
    config.portals.map((spec) => [spec.name, openPortal(spec, config, host, trustOnce)]),
  );
  return {
    byName: clients,
    close: () => {
      for (const client of clients.values()) client.close();
    },
  };
}

function openPortal(
  spec: PortalSpec,
  config: EngineConfig,
  host: EngineHost,
  trust: () => SecureContext,
): PortalClient {
  const { credentials, name } = spec;
  if (credentials.type === 'oauth') throw new AppError('config.invalid', `${name}: OAuth is not there yet`);
  const parsed = parseWebhookUrl(credentials.url);
  if (!parsed.ok) throw new AppError('config.invalid', `${name}: no webhook address (${parsed.problem})`);
  const { webhook } = parsed;

  const bots = new Map(config.bots.filter((bot) => bot.portal === name).map((bot) => [bot.name, bot]));
  const { burst, requestsPerSecond } = config.delivery;
  return createPortalClient({
    access: webhookAccess(webhook),
    userId: webhook.userId,
    network: createNetwork({
      origin: webhook.origin,
      proxy: { type: 'environment', env },
      secureContext: webhook.origin.startsWith('https:') ? trust() : undefined,
    }),
    bots: (bot) => {
      const found = bots.get(bot);
      if (found === undefined) return undefined;
      return {
        botId: found.botId,
        botToken: found.botToken === undefined ? undefined : new Secret(found.botToken),
      };
    },
    files: host.files,
    clock: host.clock,
    random: host.random,
    rate: { burst, requestsPerSecond },
    timeouts: DEFAULT_TIMEOUTS,
    userAgent: USER_AGENT,
  });
}
