import { Secret } from '#domain/secret.ts';
import { parseWebhookUrl } from '#domain/webhook-url.ts';
import type { EngineConfig } from '#config/engine-config.ts';

/** Every secret of a configuration, so that it can be masked wherever it turns up. */
export function secretsOf({ portals, bots }: EngineConfig): readonly Secret[] {
  return [
    ...portals.flatMap(({ proxy }) => (proxy === undefined ? [] : new Secret(new URL(proxy).password))),
    ...portals.flatMap(({ credentials }) => {
      if (credentials.type === 'oauth') return new Secret(credentials.clientSecret);
      const parsed = parseWebhookUrl(credentials.url);
      return parsed.ok ? parsed.webhook.code : [];
    }),
    ...bots.flatMap(({ botToken }) => (botToken === undefined ? [] : new Secret(botToken))),
  ];
}
