import type { AppHandlers } from '#contract/contract.ts';
import { readAddress } from '#domain/address.ts';
import { AppError } from '#domain/errors.ts';
import { Secret } from '#domain/secret.ts';
import { parseWebhookUrl, webhookMovedTo } from '#domain/webhook-url.ts';
import type { AppContext } from '../app-context.ts';
import { requireFreeName, portalItems, portalOf } from '../services/portals/portal-items.ts';
import { removePortal } from '../services/portals/remove-portal.ts';
import {
  storePortal,
  saveWebhook,
  signInAndStore,
  publishVerdicts,
} from '../services/portals/save-portal.ts';
import { SignIns } from '../services/portals/sign-ins.ts';
import { secretNames } from '../services/secrets/secrets.ts';
import { DEFAULT_PORTAL_LIMIT, type StoredPortal } from '../services/settings/stored.ts';

export function portalHandlers(context: AppContext): AppHandlers['portals'] {
  const { portals, secrets, publish } = context;
  const signIns = new SignIns();
  const signInAgain = (portal: StoredPortal) => {
    const { clientId } = portal;
    const clientSecret = secrets.get(secretNames.clientSecret(portal.name));
    if (clientId === undefined || clientSecret === undefined) {
      throw new AppError('secret.missing', 'nothing to sign in with');
    }
    return signInAndStore(context, signIns, { ...portal, clientId }, clientSecret);
  };

  return {
    list: () => portalItems(context),
    parseWebhook: (text) => {
      const parsed = parseWebhookUrl(text);
      return parsed.ok ? { host: new URL(parsed.webhook.origin).host } : { problem: parsed.problem };
    },
    addWebhook: ({ name, url }) => {
      requireFreeName(context, name);
      return saveWebhook(context, { name, url });
    },
    signIn: ({ name, domain, clientId, clientSecret }) => {
      requireFreeName(context, name);
      const address = readAddress(domain);
      if (!address.ok) throw new AppError('config.invalid', 'no host of a portal');
      const { origin } = address;
      const portal = { name, kind: 'oauth', origin, clientId, maxFileBytes: DEFAULT_PORTAL_LIMIT } as const;
      return signInAndStore(context, signIns, portal, new Secret(clientSecret));
    },
    pasteCode: ({ name, code }) => signIns.paste(name, code),
    cancelSignIn: (name) => signIns.cancel(name),
    repair: ({ name, url }) => {
      const portal = portalOf(context, name);
      return url === undefined ? signInAgain(portal) : saveWebhook(context, { name, url }, portal);
    },
    check: async (name) => {
      const verdicts = await portals.check(name);
      publishVerdicts(context, name, verdicts);
      publish('portals', 'changed', portalItems(context));
      // The portal works again, so waiting uploads do not have to wait for the next probe.
      const works = verdicts.every(({ state }) => state !== 'failed');
      if (works && context.engine.isRunning) context.engine.engine.retryNow();
      return verdicts;
    },
    acceptMove: async ({ name, host }) => {
      const portal = portalOf(context, name);
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
      await saveWebhook(context, { name, url: `${origin}/rest/${userId}/${code.reveal()}/` }, portal);
    },
    setLimit: async ({ name, maxFileBytes }) => {
      await storePortal(context, { ...portalOf(context, name), maxFileBytes });
    },
    remove: (removal) => removePortal(context, removal),
  };
}
