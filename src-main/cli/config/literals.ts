import { isLoopback, parseWebhookUrl } from '#domain/webhook-url.ts';
import { isReference } from './expand.ts';
import { valueAt, type Problem } from '#config/problem.ts';
import type { ConfigFile, PortalEntry } from './schema.ts';

/**
 * Secrets that stand in the configuration itself, which others may then not read. A portal on this machine (the
 * sandbox) has none worth guarding.
 */
export function literalSecrets(file: ConfigFile, json: unknown): Problem[] {
  const guarded = new Set(file.portals.filter((portal) => !isLocal(portal)).map((portal) => portal.name));
  const places = [
    ...file.portals.flatMap((portal, at) =>
      guarded.has(portal.name)
        ? [
            ['portals', at, 'webhook'],
            ['portals', at, 'oauth', 'clientSecret'],
            ...(hasPassword(portal) ? [['portals', at, 'proxy']] : []),
          ]
        : [],
    ),
    ...file.bots.flatMap((bot, at) => (guarded.has(bot.portal) ? [['bots', at, 'botToken']] : [])),
  ];
  return places
    .filter((path) => isLiteral(valueAt(json, path)))
    .map((path) => ({
      path,
      expected:
        'others may read this secret: use ${env:NAME} or ${file:PATH}, or make the file readable for its owner only (chmod 600)',
    }));
}

function isLiteral(value: unknown): boolean {
  return typeof value === 'string' && !isReference(value);
}

function hasPassword({ proxy }: PortalEntry): boolean {
  return proxy !== undefined && URL.canParse(proxy) && new URL(proxy).password !== '';
}

function isLocal({ webhook }: PortalEntry): boolean {
  if (webhook === undefined) return false;
  const parsed = parseWebhookUrl(webhook);
  return parsed.ok && isLoopback(new URL(parsed.webhook.origin).hostname);
}
