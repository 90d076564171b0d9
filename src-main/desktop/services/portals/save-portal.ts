import { homedir } from 'node:os';
import type { PortalItem, Verdict } from '#contract/portals.ts';
import { AppError } from '#domain/errors.ts';
import { Secret } from '#domain/secret.ts';
import { parseWebhookUrl } from '#domain/webhook-url.ts';
import type { PortalSpec } from '#config/engine-config.ts';
import type { AppContext } from '../../app-context.ts';
import { hostsOf } from '../engine/chat-links.ts';
import { currentEngineConfig } from '../engine/current-engine-config.ts';
import { secretNames } from '../secrets/secrets.ts';
import { ensureTokenKey, tokenSeal } from '../secrets/token-seal.ts';
import { openLink } from '../../shell/security/open-link.ts';
import { configUnderPolicy } from '../settings/managed.ts';
import { DEFAULT_PORTAL_LIMIT, type StoredPortal } from '../settings/stored.ts';
import { proxyFor } from './proxy.ts';
import { portalItem } from './portal-items.ts';
import type { SignIns } from './sign-ins.ts';
import { blockingCode } from './verdicts.ts';

/** Puts a portal into the settings, in place of the one of its name. */
export async function storePortal(context: AppContext, portal: StoredPortal): Promise<PortalItem> {
  const others = context.settings.get().portals.filter(({ name }) => name !== portal.name);
  await context.change({ portals: [...others, portal] });
  if (context.engine.isRunning) context.engine.engine.retryNow();
  return portalItem(context, portal);
}

export function publishVerdicts({ publish }: AppContext, portal: string, verdicts: readonly Verdict[]): void {
  for (const verdict of verdicts) publish('portals', 'verdict', { portal, verdict });
}

/**
 * Tries a webhook and keeps it when nothing is wrong that waiting does not mend.
 * @param known the portal whose address it takes the place of
 * @throws AppError with the first thing that is wrong
 */
export async function saveWebhook(
  context: AppContext,
  { name, url }: { readonly name: string; readonly url: string },
  known?: StoredPortal,
): Promise<PortalItem> {
  const parsed = parseWebhookUrl(url);
  if (!parsed.ok) throw new AppError('config.invalid', 'no webhook address');
  const { origin } = parsed.webhook;
  const limit = known?.maxFileBytes ?? DEFAULT_PORTAL_LIMIT;
  const spec = await specFor(context, { name, origin, maxFileBytes: limit }, { type: 'webhook', url });
  const { config } = await currentEngineConfig(context);
  const verdicts = await context.portals.tryOut(spec, config);
  publishVerdicts(context, name, verdicts);
  const code = blockingCode(verdicts);
  if (code !== undefined) throw new AppError(code, 'the portal does not let us in');
  await context.secrets.set(secretNames.webhook(name), new Secret(url));
  return storePortal(context, { name, kind: 'webhook', origin, maxFileBytes: limit });
}

/** Signs in with the system's browser and keeps the portal. @throws AppError */
export async function signInAndStore(
  context: AppContext,
  signIns: SignIns,
  portal: StoredPortal & { readonly clientId: string },
  clientSecret: Secret,
): Promise<PortalItem> {
  const { secrets } = context;
  const { origin, clientId, name } = portal;
  const credentials = {
    type: 'oauth',
    domain: origin,
    clientId,
    clientSecret: clientSecret.reveal(),
  } as const;
  const spec = await specFor(context, portal, credentials);
  await ensureTokenKey(secrets);
  await signIns.start({
    spec,
    origin,
    client: { clientId, clientSecret },
    dataDir: context.paths.data,
    seal: tokenSeal(secrets),
    openBrowser: async (address) => {
      // The page on which the user allows it is the portal's own, and no other.
      if (!(await openLink(address, hostsOf([origin])))) throw new AppError('config.invalid', 'no portal');
    },
  });
  await secrets.set(secretNames.clientSecret(name), clientSecret);
  await storePortal(context, portal);
  publishVerdicts(context, name, await context.portals.check(name));
  return portalItem(context, portal);
}

/** @throws AppError `policy.forbidden`, before anything is asked of the portal */
async function specFor(
  context: AppContext,
  { name, origin, maxFileBytes }: Pick<StoredPortal, 'name' | 'origin' | 'maxFileBytes'>,
  credentials: PortalSpec['credentials'],
): Promise<PortalSpec> {
  const { settings, secrets, policy, log } = context;
  const proxy = await proxyFor(origin, settings.get().settings.proxy, secrets.get(secretNames.proxy));
  const spec = { name, maxFileBytes, credentials, proxy };
  const { config } = await currentEngineConfig(context);
  const alone = { ...config, portals: [spec], bots: [], watches: [] };
  const { refused } = configUnderPolicy(alone, policy, { home: homedir(), log });
  if (refused.portals.has(name)) throw new AppError('policy.forbidden', 'a portal the policy does not name');
  return spec;
}
