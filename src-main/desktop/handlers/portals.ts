import type { AppHandlers } from '#contract/contract.ts';
import type { PortalItem, Verdict } from '#contract/portals.ts';
import { readAddress } from '#domain/address.ts';
import { AppError } from '#domain/errors.ts';
import { Secret } from '#domain/secret.ts';
import { parseWebhookUrl, webhookMovedTo } from '#domain/webhook-url.ts';
import { unregisterBot } from '#engine/bitrix24/bots.ts';
import type { PortalSpec } from '#engine/config.ts';
import type { Desk } from '../desk.ts';
import { engineConfig } from '../engine/engine-config.ts';
import { hostsOf } from '../engine/chat-links.ts';
import { identityOf } from '../portals/identity.ts';
import { SignIns } from '../portals/sign-ins.ts';
import { blocking } from '../portals/verdicts.ts';
import { secretNames } from '../secrets/secrets.ts';
import { ensureTokenKey, tokenSeal } from '../secrets/token-seal.ts';
import { openLink } from '../security/open-link.ts';
import { proxyFor } from '../system/proxy.ts';
import { DEFAULT_PORTAL_LIMIT, type StoredPortal } from '../settings/stored.ts';

export function portalHandlers(desk: Desk): AppHandlers['portals'] {
  const { portals, secrets, settings, live, publish } = desk;
  const signIns = new SignIns();

  const tell = (portal: string, verdicts: readonly Verdict[]) => {
    for (const verdict of verdicts) publish('portals', 'verdict', { portal, verdict });
  };
  const keep = async (portal: StoredPortal): Promise<PortalItem> => {
    const others = settings.get().portals.filter(({ name }) => name !== portal.name);
    await desk.change({ portals: [...others, portal] });
    if (desk.engine.isRunning) desk.engine.engine.hurry();
    return portalItem(desk, portal);
  };

  const saveWebhook = async (name: string, url: string, known?: StoredPortal): Promise<PortalItem> => {
    const parsed = parseWebhookUrl(url);
    if (!parsed.ok) throw new AppError('config.invalid', 'no webhook address');
    const { origin } = parsed.webhook;
    const limit = known?.maxFileBytes ?? DEFAULT_PORTAL_LIMIT;
    const spec = await specFor(desk, { name, origin, maxFileBytes: limit }, { type: 'webhook', url });
    const verdicts = await portals.tryOut(spec, await engineConfig(desk));
    tell(name, verdicts);
    const code = blocking(verdicts);
    if (code !== undefined) throw new AppError(code, 'the portal does not let us in');
    await secrets.set(secretNames.webhook(name), new Secret(url));
    return keep({ name, kind: 'webhook', origin, maxFileBytes: limit });
  };

  const startSignIn = async (
    portal: StoredPortal & { readonly clientId: string },
    clientSecret: Secret,
  ): Promise<PortalItem> => {
    const { origin, clientId, name } = portal;
    const domain = new URL(origin).host;
    const credentials = { type: 'oauth', domain, clientId, clientSecret: clientSecret.reveal() } as const;
    await ensureTokenKey(secrets);
    await signIns.begin({
      spec: await specFor(desk, portal, credentials),
      origin,
      client: { clientId, clientSecret },
      dataDir: desk.places.data,
      seal: tokenSeal(secrets),
      openBrowser: async (address) => {
        // The page on which the user allows it is the portal's own, and no other.
        if (!(await openLink(address, hostsOf([origin])))) throw new AppError('config.invalid', 'no portal');
      },
    });
    await secrets.set(secretNames.clientSecret(name), clientSecret);
    return keep(portal);
  };

  return {
    list: () => portalItems(desk),
    parseWebhook: (text) => {
      const parsed = parseWebhookUrl(text);
      return parsed.ok ? { host: new URL(parsed.webhook.origin).host } : { problem: parsed.problem };
    },
    addWebhook: ({ name, url }) => {
      demandFree(desk, name);
      return saveWebhook(name, url);
    },
    signIn: ({ name, domain, clientId, clientSecret }) => {
      demandFree(desk, name);
      const address = readAddress(domain);
      if (!address.ok) throw new AppError('config.invalid', 'no host of a portal');
      const { origin } = address;
      const portal = { name, kind: 'oauth', origin, clientId, maxFileBytes: DEFAULT_PORTAL_LIMIT } as const;
      return startSignIn(portal, new Secret(clientSecret));
    },
    pasteCode: ({ name, code }) => signIns.paste(name, code),
    cancelSignIn: (name) => signIns.cancel(name),
    repair: ({ name, url }) => {
      const portal = portalOf(desk, name);
      if (url !== undefined) return saveWebhook(name, url, portal);
      const clientSecret = secrets.get(secretNames.clientSecret(name));
      if (portal.clientId === undefined || clientSecret === undefined) {
        throw new AppError('secret.missing', 'nothing to sign in with');
      }
      return startSignIn({ ...portal, clientId: portal.clientId }, clientSecret);
    },
    check: async (name) => {
      const verdicts = await portals.check(name);
      tell(name, verdicts);
      publish('portals', 'changed', portalItems(desk));
      return verdicts;
    },
    acceptMove: async ({ name, host }) => {
      const portal = portalOf(desk, name);
      const parsed = parseWebhookUrl(secrets.get(secretNames.webhook(name))?.reveal() ?? '');
      const moved = parsed.ok ? webhookMovedTo(parsed.webhook, host) : undefined;
      if (moved?.ok !== true) throw new AppError('secret.missing', 'no address to move');
      const { origin, userId, code } = moved.webhook;
      await saveWebhook(name, `${origin}/rest/${userId}/${code.reveal()}/`, portal);
    },
    setLimit: async ({ name, maxFileBytes }) => {
      await keep({ ...portalOf(desk, name), maxFileBytes });
    },
    remove: async ({ name, pending, unregisterBots }) => {
      const stored = settings.get();
      const own = stored.bots.filter(({ portal }) => portal === name);
      if (unregisterBots) {
        for (const bot of own) {
          const identity = identityOf(desk, { portal: name, bot: bot.name });
          await portals.ask(name, ({ rest }, signal) => unregisterBot(rest, identity, signal));
        }
      }
      if (pending === 'cancel') {
        for (const row of [...live.open]) if (row.portal === name) desk.engine.engine.cancel(row.id);
      }
      await desk.change({
        portals: stored.portals.filter((portal) => portal.name !== name),
        bots: stored.bots.filter(({ portal }) => portal !== name),
        watches: stored.watches.filter(({ portal }) => portal !== name),
        dialogs: stored.dialogs.filter(({ portal }) => portal !== name),
      });
      secrets.forget(secretNames.webhook(name));
      secrets.forget(secretNames.clientSecret(name));
      for (const bot of own) secrets.forget(secretNames.bot(name, bot.name));
    },
  };
}

export function portalItems(desk: Desk): readonly PortalItem[] {
  return desk.settings.get().portals.map((portal) => portalItem(desk, portal));
}

function portalItem({ settings, portals, live }: Desk, portal: StoredPortal): PortalItem {
  const waiting = live.waitingFor((row) => row.portal === portal.name);
  return portals.item(portal, settings.get(), live.holds, waiting);
}

/** @throws AppError `config.invalid` */
function portalOf({ settings }: Desk, name: string): StoredPortal {
  const portal = settings.get().portals.find((candidate) => candidate.name === name);
  if (portal === undefined) throw new AppError('config.invalid', 'no such portal');
  return portal;
}

function demandFree({ settings }: Desk, name: string): void {
  if (settings.get().portals.some((portal) => portal.name === name)) {
    throw new AppError('config.invalid', 'there is a portal of this name');
  }
}

async function specFor(
  { settings, secrets }: Desk,
  { name, origin, maxFileBytes }: Pick<StoredPortal, 'name' | 'origin' | 'maxFileBytes'>,
  credentials: PortalSpec['credentials'],
): Promise<PortalSpec> {
  const proxy = await proxyFor(origin, settings.get().settings.proxy, secrets.get(secretNames.proxy));
  return { name, maxFileBytes, credentials, proxy };
}
