import { onTestFinished } from 'vitest';

import { Secret } from '#domain/secret.ts';
import { parseWebhookUrl } from '#domain/webhook-url.ts';
import { webhookAccess } from '#bitrix24/client/access.ts';
import type { PortalClient, PortalClientDeps } from '#bitrix24/portal-client.ts';
import type { BotIdentity } from '#bitrix24/upload/post-file.ts';
import type { Sandbox, SandboxOptions } from '#sandbox/sandbox.ts';
import { SEED_BOT } from '#sandbox/store/seed.ts';
import { tempSandbox } from '#test/support/temp-sandbox.ts';
import { connect } from './portal-fixture.ts';

export const BOT: BotIdentity = { botId: SEED_BOT.id, botToken: new Secret(SEED_BOT.token) };
export const going = new AbortController().signal;

/** A sandbox and a client that reaches it through its webhook; both end with the test. */
export async function sandboxPortal(
  parts: Partial<PortalClientDeps> = {},
  options: Partial<SandboxOptions> = {},
): Promise<{ readonly sandbox: Sandbox; readonly client: PortalClient }> {
  const sandbox = await tempSandbox(options);
  const parsed = parseWebhookUrl(sandbox.webhook);
  if (!parsed.ok) throw new Error(parsed.problem);
  const { webhook } = parsed;
  const client = connect(sandbox.url, {
    access: webhookAccess(webhook),
    userId: webhook.userId,
    bots: () => BOT,
    ...parts,
  });
  onTestFinished(() => client.close());
  return { sandbox, client };
}
