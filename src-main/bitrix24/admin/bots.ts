import { randomInt } from 'node:crypto';
import { z } from 'zod';

import { AppError } from '#domain/errors.ts';
import { MAX_BOT_TOKEN_CHARS } from '#domain/limits.ts';
import { Secret } from '#domain/secret.ts';

import { count, expectResult, flag, id, lenient, listOf } from '../client/fields.ts';
import type { BotIdentity } from '../upload/post-file.ts';
import type { RestClient } from '../client/rest-client.ts';

/** Kinds of bots the API makes. Which one a bot is cannot be changed later. */
export type BotType = 'bot' | 'supervisor' | 'personal' | 'openline';

/** What a bot looks like to people. */
export interface BotLooks {
  readonly name: string;
  readonly lastName?: string;
  readonly workPosition?: string;
  /** One of the portal's colour names, such as `AZURE`. */
  readonly color?: string;
  /** Picture as Base64, at most 5,000 pixels a side. */
  readonly avatar?: string;
}

export interface Bot {
  readonly botId: number;
  readonly code: string;
  readonly type: string;
  /** Empty where the portal shows the short form, as it does for bots of others. */
  readonly name: string;
  readonly color: string | undefined;
  /** Address of a picture on the portal; undefined where there is none. */
  readonly avatar: string | undefined;
  readonly isHidden: boolean;
  /** How many chats it is in; undefined in the short form. */
  readonly chats: number | undefined;
}

export interface NewBot {
  /** Unique on the portal. Registering the same one again gives the bot that is there. */
  readonly code: string;
  readonly looks: BotLooks;
  readonly type: BotType;
  /** Undefined with OAuth. */
  readonly token: Secret | undefined;
  /** Keeps the bot out of contact lists. */
  readonly isHidden?: boolean;
}

const PAGE = 50;
const TOKEN_CHARS = 32;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

const botShape = z
  .object({
    id,
    code: z.string().catch(''),
    type: z.string().catch(''),
    isHidden: flag,
    countChat: lenient(count),
    name: lenient(z.string()),
    color: lenient(z.string()),
    properties: lenient(z.object({ name: lenient(z.string()), color: lenient(z.string()) })),
  })
  .transform((raw): Bot => ({
    botId: raw.id,
    code: raw.code,
    type: raw.type,
    name: raw.name ?? raw.properties?.name ?? '',
    color: raw.color ?? raw.properties?.color,
    avatar: undefined,
    isHidden: raw.isHidden,
    chats: raw.countChat,
  }));
const user = z.object({
  id,
  name: z.string().catch(''),
  color: lenient(z.string()),
  avatar: lenient(z.string()),
});
const oneBot = z.object({ bot: botShape, users: listOf(user).catch([]) });
const manyBots = z.object({ bots: listOf(botShape), users: listOf(user).catch([]), hasNextPage: flag });

/** A new bot token: 32 characters of the system's random source; the API refuses more than 40. */
export function newBotToken(): Secret {
  const text = Array.from({ length: TOKEN_CHARS }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  return new Secret(text);
}

/** Registers a bot, or finds the one already registered under the code. @throws AppError */
export async function registerBot(rest: RestClient, bot: NewBot, signal: AbortSignal): Promise<Bot> {
  requireShort(bot.token);
  const botToken = bot.token?.reveal();
  // The page of the method has the token in `fields`, its quick start at the top: the portal reads either.
  const fields = {
    code: bot.code,
    botToken,
    properties: bot.looks,
    type: bot.type,
    eventMode: 'fetch',
    isHidden: bot.isHidden === true,
  };
  return await oneOf(rest, 'imbot.v2.Bot.register', { botToken, fields }, signal);
}

/** Bots of one token, or of the application. @throws AppError */
export async function listBots(
  rest: RestClient,
  token: Secret | undefined,
  signal: AbortSignal,
): Promise<readonly Bot[]> {
  const method = 'imbot.v2.Bot.list';
  const bots: Bot[] = [];
  for (let offset = 0; ; offset += PAGE) {
    const params = { botToken: token?.reveal(), limit: PAGE, offset };
    const page = expectResult(method, manyBots, await rest.call(method, params, { signal }));
    bots.push(...page.bots.map((bot) => named(bot, page.users)));
    if (!page.hasNextPage || page.bots.length === 0) return bots;
  }
}

/**
 * One bot by id or code. Bots of others are shown too, in short form. A webhook has to name some token for
 * that, any will do (reference 2.1). @throws AppError `bot.unknown`
 */
export async function getBot(
  rest: RestClient,
  which: { readonly botId: number } | { readonly code: string },
  token: Secret | undefined,
  signal: AbortSignal,
): Promise<Bot> {
  return await oneOf(rest, 'imbot.v2.Bot.get', { ...which, botToken: token?.reveal() }, signal);
}

/** Changes how a bot looks. @throws AppError */
export async function updateBot(
  rest: RestClient,
  bot: BotIdentity,
  changes: { readonly looks?: Partial<BotLooks>; readonly isHidden?: boolean },
  signal: AbortSignal,
): Promise<Bot> {
  const fields = { properties: changes.looks, isHidden: changes.isHidden };
  const params = { botId: bot.botId, botToken: bot.botToken?.reveal(), fields };
  return await oneOf(rest, 'imbot.v2.Bot.update', params, signal);
}

/** Gives a bot another token; the old one is dead from that moment. The caller keeps the new one first. @throws AppError */
export async function rotateBotToken(
  rest: RestClient,
  bot: BotIdentity,
  next: Secret,
  signal: AbortSignal,
): Promise<void> {
  requireShort(next);
  const params = { botId: bot.botId, botToken: bot.botToken?.reveal(), fields: { botToken: next.reveal() } };
  await oneOf(rest, 'imbot.v2.Bot.update', params, signal);
}

/** Removes a bot for good; its messages stay. One that is gone already is no failure. @throws AppError */
export async function unregisterBot(rest: RestClient, bot: BotIdentity, signal: AbortSignal): Promise<void> {
  const params = { botId: bot.botId, botToken: bot.botToken?.reveal() };
  try {
    await rest.call('imbot.v2.Bot.unregister', params, { signal });
  } catch (thrown) {
    if (!(thrown instanceof AppError && thrown.origin === 'BOT_NOT_FOUND')) throw thrown;
  }
}

async function oneOf(rest: RestClient, method: string, params: object, signal: AbortSignal): Promise<Bot> {
  const answer = expectResult(method, oneBot, await rest.call(method, { ...params }, { signal }));
  return named(answer.bot, answer.users);
}

/** The name stands with the bot's user in some answers. */
function named(bot: Bot, users: readonly z.output<typeof user>[]): Bot {
  const found = users.find((candidate) => candidate.id === bot.botId);
  return found === undefined
    ? bot
    : {
        ...bot,
        name: bot.name || found.name,
        color: bot.color ?? found.color,
        avatar: found.avatar === '' ? undefined : found.avatar,
      };
}

function requireShort(token: Secret | undefined): void {
  if ((token?.reveal().length ?? 0) > MAX_BOT_TOKEN_CHARS) {
    throw new AppError('bot.refused', `a bot token has at most ${MAX_BOT_TOKEN_CHARS} characters`);
  }
}
