import {
  newBotToken,
  rotateBotToken,
  unregisterBot,
  updateBot,
  type BotLooks,
} from '#bitrix24/admin/bots.ts';
import { addBot, makeChat } from '#bitrix24/chat/dialogs.ts';
import type { BotIdentity } from '#bitrix24/upload/post-file.ts';
import type { RestClient } from '#bitrix24/client/rest-client.ts';
import { botIdentity } from '#bitrix24/portals.ts';
import { avatarFrom } from '../bot-avatar.ts';
import { visible } from '#domain/visible.ts';
import { Refusal } from '../refusal.ts';
import { loadSettings, type SettingsOptions } from '../settings.ts';
import { print } from '../terminal.ts';
import { oneNamed, withPortal } from '../with-portal.ts';
import { tokenLine } from './bots.ts';

export interface BotOptions extends SettingsOptions {
  readonly bot?: string | undefined;
}

/** Changes how a bot looks to people. */
export async function update(
  options: BotOptions & {
    readonly name?: string | undefined;
    readonly position?: string | undefined;
    readonly avatar?: string | undefined;
  },
): Promise<number> {
  const looks: Partial<BotLooks> = {
    ...(options.name === undefined ? {} : { name: options.name }),
    ...(options.position === undefined ? {} : { workPosition: options.position }),
    ...avatarFrom(options.avatar),
  };
  if (Object.keys(looks).length === 0)
    throw new Refusal('say what to change: --name, --position or --avatar');
  return await withBot(options, async (rest, bot, signal) => {
    const { botId, name } = await updateBot(rest, bot, { looks }, signal);
    print(`${botId} is now ${visible(name)}`);
  });
}

/** Gives a bot another token. It is shown before the old one dies, so that none is lost on the way. */
export async function rotate(options: BotOptions): Promise<number> {
  return await withBot(options, async (rest, bot, signal) => {
    if (bot.botToken === undefined) throw new Refusal('a bot of an app (OAuth) has no token');
    const next = newBotToken();
    print(tokenLine(next));
    await rotateBotToken(rest, bot, next, signal);
    print('The old token is dead: put the new one where the configuration reads it.');
  });
}

/** Removes a bot for good. */
export async function unregister(
  options: BotOptions & { readonly yes?: boolean | undefined },
): Promise<number> {
  if (options.yes !== true) throw new Refusal('this removes the bot for good, its messages stay: add --yes');
  return await withBot(options, async (rest, bot, signal) => {
    await unregisterBot(rest, bot, signal);
    print(`${bot.botId} is gone`);
  });
}

/** Puts a bot into a chat. Needs scope `im`. */
export async function join(dialog: string, options: BotOptions): Promise<number> {
  return await withBot(options, async (rest, { botId }, signal) => {
    await addBot(rest, botId, dialog, signal);
    print(`${botId} is in ${visible(dialog)}`);
  });
}

/** Makes a group chat with the bot in it. */
export async function chat(
  title: string,
  options: BotOptions & { readonly users?: readonly number[] | undefined },
): Promise<number> {
  return await withBot(options, async (rest, bot, signal) => {
    const made = await makeChat(rest, bot, { title, userIds: options.users ?? [] }, signal);
    print(`chat${made.chatId}  ${visible(made.title)}`);
  });
}

async function withBot(
  options: BotOptions,
  change: (rest: RestClient, bot: BotIdentity, signal: AbortSignal) => Promise<void>,
): Promise<number> {
  const { config } = loadSettings(options);
  const bot = oneNamed(config.bots, options.bot, '--bot');
  return await withPortal(config, bot.portal, async ({ rest }, _spec, signal) => {
    await change(rest, botIdentity(bot), signal);
    return 0;
  });
}
