import type { AppHandlers } from '#contract/contract.ts';
import { readAddress } from '#domain/address.ts';
import { AppError } from '#domain/errors.ts';
import { Secret } from '#domain/secret.ts';
import { parseWebhookUrl, webhookMovedTo } from '#domain/webhook-url.ts';
import type { Desk } from '../desk.ts';
import { demandFree, portalItems, portalOf } from '../portals/portal-items.ts';
import { removePortal } from '../portals/remove-portal.ts';
import { keepPortal, saveWebhook, signInAndKeep, tellVerdicts } from '../portals/save-portal.ts';
import { SignIns } from '../portals/sign-ins.ts';
import { secretNames } from '../secrets/secrets.ts';
import { DEFAULT_PORTAL_LIMIT, type StoredPortal } from '../settings/stored.ts';

export function portalHandlers(desk: Desk): AppHandlers['portals'] {
  const { portals, secrets, publish } = desk;
  const signIns = new SignIns();
  const signInAgain = (portal: StoredPortal) => {
    const { clientId } = portal;
    const clientSecret = secrets.get(secretNames.clientSecret(portal.name));
    if (clientId === undefined || clientSecret === undefined) {
      throw new AppError('secret.missing', 'nothing to sign in with');
    }
    return signInAndKeep(desk, signIns, { ...portal, clientId }, clientSecret);
  };

  return {
    list: () => portalItems(desk),
    parseWebhook: (text) => {
      const parsed = parseWebhookUrl(text);
      return parsed.ok ? { host: new URL(parsed.webhook.origin).host } : { problem: parsed.problem };
    },
    addWebhook: ({ name, url }) => {
      demandFree(desk, name);
      return saveWebhook(desk, { name, url });
    },
    signIn: ({ name, domain, clientId, clientSecret }) => {
      demandFree(desk, name);
      const address = readAddress(domain);
      if (!address.ok) throw new AppError('config.invalid', 'no host of a portal');
      const { origin } = address;
      const portal = { name, kind: 'oauth', origin, clientId, maxFileBytes: DEFAULT_PORTAL_LIMIT } as const;
      return signInAndKeep(desk, signIns, portal, new Secret(clientSecret));
    },
    pasteCode: ({ name, code }) => signIns.paste(name, code),
    cancelSignIn: (name) => signIns.cancel(name),
    repair: ({ name, url }) => {
      const portal = portalOf(desk, name);
      return url === undefined ? signInAgain(portal) : saveWebhook(desk, { name, url }, portal);
    },
    check: async (name) => {
      const verdicts = await portals.check(name);
      tellVerdicts(desk, name, verdicts);
      publish('portals', 'changed', portalItems(desk));
      // What waited for this portal to be mended need not wait for its own next probe.
      const works = verdicts.every(({ state }) => state !== 'failed');
      if (works && desk.engine.isRunning) desk.engine.engine.retryNow();
      return verdicts;
    },
    acceptMove: async ({ name, host }) => {
      const portal = portalOf(desk, name);
      if (portal.kind === 'oauth') {
        const address = readAddress(`${new URL(portal.origin).protocol}//${host}`);
        if (!address.ok) throw new AppError('config.invalid', 'no host of a portal');
        await signInAgain({ ...portal, origin: address.origin });
        return;
      }
      const parsed = parseWebhookUrl(secrets.get(secretNames.webhook(name))?.reveal() ?? '');
      const moved = parsed.ok ? webhookMovedTo(parsed.webhook, host) : undefined;
      if (moved?.ok !== true) throw new AppError('secret.missing', 'no address to move');
      const { origin, userId, code } = moved.webhook;
      await saveWebhook(desk, { name, url: `${origin}/rest/${userId}/${code.reveal()}/` }, portal);
    },
    setLimit: async ({ name, maxFileBytes }) => {
      await keepPortal(desk, { ...portalOf(desk, name), maxFileBytes });
    },
    remove: (removal) => removePortal(desk, removal),
  };
}
