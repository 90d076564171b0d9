import { randomBytes } from 'node:crypto';
import type { AppHandlers } from '#contract/contract.ts';
import type { BotItem } from '#contract/portals.ts';
import { AppError } from '#domain/errors.ts';
import { Secret } from '#domain/secret.ts';
import {
  getBot,
  listBots,
  newBotToken,
  registerBot,
  rotateBotToken,
  unregisterBot,
  updateBot,
} from '#bitrix24/admin/bots.ts';
import type { AppContext } from '../app-context.ts';
import { botItem, botItems, freeBotName, toStoredLooks, toBotLooks } from '../services/portals/bot-items.ts';
import { botOf, identityOf } from '../services/portals/identity.ts';
import { secretNames } from '../services/secrets/secrets.ts';
import type { StoredBot } from '../services/settings/stored.ts';

export function botHandlers(context: AppContext): AppHandlers['bots'] {
  const { portals, secrets, settings } = context;
  /** Tokens of bots made in this run, until they were shown for a backup. */
  const unshown = new Map<string, Secret>();

  const add = async (bot: StoredBot, token: Secret | undefined): Promise<BotItem> => {
    if (token !== undefined) await secrets.set(secretNames.bot(bot.portal, bot.name), token);
    const others = settings
      .get()
      .bots.filter((known) => known.portal !== bot.portal || known.botId !== bot.botId);
    await context.change({ bots: [...others, bot] });
    return botItem(context, bot);
  };

  return {
    list: () => botItems(context),
    register: async ({ portal, title, color, avatar }) => {
      const isOAuth = settings.get().portals.find(({ name }) => name === portal)?.kind === 'oauth';
      const token = isOAuth ? undefined : newBotToken();
      const looks = toBotLooks(title, color, avatar);
      const code = `chatdrop_${randomBytes(6).toString('hex')}`;
      const made = await portals.ask(portal, ({ rest }, signal) =>
        registerBot(rest, { code, looks, type: 'bot', token }, signal),
      );
      const name = freeBotName(title, settings.get().bots);
      if (token !== undefined) unshown.set(secretNames.bot(portal, name), token);
      return add({ name, portal, botId: made.botId, title, ...toStoredLooks(made, color) }, token);
    },
    adopt: async ({ portal, botId, botToken }) => {
      const token = botToken === undefined ? undefined : new Secret(botToken);
      const found = await portals.ask(portal, async ({ rest }, signal) => {
        const own = await listBots(rest, token, signal);
        if (own.some((bot) => bot.botId === botId)) return getBot(rest, { botId }, token, signal);
        await getBot(rest, { botId }, token, signal);
        throw new AppError('bot.not-ours', 'the bot is there, under another token');
      });
      const title = found.name === '' ? `Bot ${botId}` : found.name;
      const known = settings.get().bots.find((bot) => bot.portal === portal && bot.botId === botId);
      const name = known?.name ?? freeBotName(title, settings.get().bots);
      return add({ name, portal, botId, title, ...toStoredLooks(found, found.color) }, token);
    },
    change: async ({ portal, bot, title, color, avatar }) => {
      const known = botOf(context, portal, bot);
      const looks = toBotLooks(title, color, avatar);
      const changed = await portals.ask(portal, ({ rest }, signal) =>
        updateBot(rest, identityOf(context, { portal, bot }), { looks }, signal),
      );
      if (avatar !== undefined) {
        // Whether another picture gets another address is the portal's business.
        portals.pictures.invalidate(portal, changed.avatar ?? known.avatar);
        await portals.pictures.prefetch(portal, [changed.avatar ?? known.avatar]);
      }
      return add({ ...known, title, ...toStoredLooks(changed, color) }, undefined);
    },
    rotateToken: async ({ portal, bot }) => {
      const name = secretNames.bot(portal, bot);
      const [next, before] = [newBotToken(), identityOf(context, { portal, bot })];
      // The new one is kept first: between the portal's change and ours nothing may be lost.
      await secrets.set(`${name}:next`, next);
      await portals.ask(portal, ({ rest }, signal) => rotateBotToken(rest, before, next, signal));
      await secrets.set(name, next);
      secrets.forget(`${name}:next`);
      await context.change({});
      return { token: next.reveal() };
    },
    takeToken: ({ portal, bot }) => {
      const name = secretNames.bot(portal, bot);
      const token = unshown.get(name)?.reveal();
      unshown.delete(name);
      return token;
    },
    unregister: async ({ portal, bot }) => {
      const identity = identityOf(context, { portal, bot });
      await portals.ask(portal, ({ rest }, signal) => unregisterBot(rest, identity, signal));
      secrets.forget(secretNames.bot(portal, bot));
      const { bots, dialogs } = settings.get();
      await context.change({
        bots: bots.filter((known) => known.portal !== portal || known.name !== bot),
        dialogs: dialogs.filter((known) => known.portal !== portal || known.bot !== bot),
      });
    },
  };
}
