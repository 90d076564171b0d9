import { AppError } from '#domain/errors.ts';
import type { BotIdentity } from '#bitrix24/upload/post-file.ts';
import type { AppContext } from '../../app-context.ts';
import { secretNames } from '../secrets/secrets.ts';
import type { StoredBot } from '../settings/stored.ts';

/** @throws AppError `bot.unknown` */
export function botOf({ settings }: AppContext, portal: string, name: string): StoredBot {
  const bot = settings.get().bots.find((candidate) => candidate.portal === portal && candidate.name === name);
  if (bot === undefined) throw new AppError('bot.unknown', 'no such bot in the settings');
  return bot;
}

/** The bot as the API identifies it. @throws AppError `bot.unknown` */
export function identityOf(
  context: AppContext,
  { portal, bot }: { portal: string; bot: string },
): BotIdentity {
  const { botId } = botOf(context, portal, bot);
  return { botId, botToken: context.secrets.get(secretNames.bot(portal, bot)) };
}
