import { MAX_BOT_TOKEN_CHARS } from '#domain/limits.ts';
import { flagParam, groupParam, intParam, textParam } from '../request/params.ts';
import type { Params } from '../request/params.ts';
import { ownerByToken } from '../store/owners.ts';
import type { Bot, BotType, User } from '../store/records.ts';
import { avatarParam } from './bot-avatar.ts';
import { asUser, ownBot, ownerOf, registrationToken } from './bot-access.ts';
import type { Call, Methods } from './method.ts';
import { refuse } from './refusal.ts';
import { botShape, usersShape } from './shapes.ts';

const BOT_TYPES: readonly string[] = ['bot', 'supervisor', 'personal', 'openline'] satisfies BotType[];
const MAX_BOTS = 100;

export const botMethods: Methods = {
  'imbot.v2.Revision.get': { scope: 'imbot', run: () => ({ rest: 36, web: 36, mobile: 36, desktop: 36 }) },
  'imbot.v2.Bot.register': { scope: 'imbot', run: register },
  'imbot.v2.Bot.list': { scope: 'imbot', run: list },
  'imbot.v2.Bot.get': { scope: 'imbot', run: get },
  'imbot.v2.Bot.update': { scope: 'imbot', run: update },
  'imbot.v2.Bot.unregister': { scope: 'imbot', run: unregister },
};

/** Idempotent by code: the same owner gets the bot that is there, unchanged (reference 2.1). */
function register(call: Call): object {
  const { store, caller } = call;
  const fields = groupParam(call.params, 'fields');
  const token = registrationToken(call);
  if (caller.clientId === undefined && token === '') throw refuse('BOT_TOKEN_NOT_SPECIFIED');
  if (token.length > MAX_BOT_TOKEN_CHARS) throw refuse('BOT_TOKEN_INVALID_LENGTH');
  const owner = caller.clientId ?? ownerByToken(token);

  const code = textParam(fields, 'code');
  const properties = groupParam(fields, 'properties');
  const type = textParam(fields, 'type') || 'bot';
  if (code === '') throw refuse('BOT_CODE_REQUIRED');
  if (textParam(properties, 'name') === '') throw refuse('BOT_PROPERTIES_REQUIRED');
  if (!isBotType(type)) throw refuse('BOT_INVALID_TYPE');
  const eventMode = eventModeOf(fields);

  const bots = store.all('bot');
  const taken = bots.find((bot) => bot.code === code);
  if (taken !== undefined) {
    if (!taken.owners.includes(owner)) throw refuse('BOT_CODE_ALREADY_TAKEN');
    return withUsers(call, taken, true);
  }
  if (bots.filter((bot) => bot.owners.includes(owner)).length >= MAX_BOTS) throw refuse('BOT_LIMIT_EXCEEDED');
  const id = store.nextId();
  const blank = { id, name: '', lastName: '', workPosition: '', color: '#5d6b6e', isBot: true };
  store.put('user', renamed(blank, properties));
  const bot = store.put('bot', {
    id,
    code,
    type,
    owners: [owner],
    eventMode,
    isHidden: flagParam(fields, 'isHidden'),
    isReactionsEnabled: flagParam(fields, 'isReactionsEnabled', true),
  });
  return withUsers(call, bot, true);
}

/** Only the bots of this very owner; others cannot be listed. */
function list(call: Call): object {
  const owner = ownerOf(call);
  const type = textParam(groupParam(call.params, 'filter'), 'type');
  const limit = intParam(call.params, 'limit', 50);
  const offset = intParam(call.params, 'offset', 0);
  const own = call.store
    .all('bot')
    .filter((bot) => bot.owners.includes(owner) && (type === '' || bot.type === type));
  const page = own.slice(offset, offset + limit);
  return {
    bots: page.map((bot) => botShape(call.store, bot, true)),
    users: usersShape(
      call.store,
      page.map(({ id }) => id),
    ),
    hasNextPage: own.length > offset + limit,
  };
}

function get(call: Call): object {
  const owner = ownerOf(call);
  const id = intParam(call.params, 'botId');
  const code = textParam(call.params, 'code');
  if (id <= 0 && code === '') throw refuse('PARAMS_REQUIRED');
  const bot = call.store.all('bot').find((one) => (id > 0 ? one.id === id : one.code === code));
  if (bot === undefined) throw refuse('BOT_NOT_FOUND');
  return withUsers(call, bot, bot.owners.includes(owner));
}

/** A new token replaces the old one at once (reference 3). */
function update(call: Call): object {
  const { store } = call;
  const bot = ownBot(call);
  const fields = groupParam(call.params, 'fields');
  const token = textParam(fields, 'botToken');
  if (token.length > MAX_BOT_TOKEN_CHARS) throw refuse('BOT_TOKEN_INVALID_LENGTH');
  store.put('user', renamed(asUser(call, bot), groupParam(fields, 'properties')));
  const changed = store.put('bot', {
    ...bot,
    eventMode: textParam(fields, 'eventMode') === '' ? bot.eventMode : eventModeOf(fields),
    isHidden: flagParam(fields, 'isHidden', bot.isHidden),
    isReactionsEnabled: flagParam(fields, 'isReactionsEnabled', bot.isReactionsEnabled),
    owners: token === '' ? bot.owners : bot.owners.map((owner) => rotated(owner, token)),
  });
  return withUsers(call, changed, true);
}

function unregister(call: Call): boolean {
  const bot = ownBot(call);
  call.store.remove('bot', bot.id);
  for (const chat of call.store.all('chat')) {
    if (!chat.memberIds.includes(bot.id) || chat.type === 'private') continue;
    call.store.put('chat', { ...chat, memberIds: chat.memberIds.filter((id) => id !== bot.id) });
  }
  return true;
}

function withUsers(call: Call, bot: Bot, isFull: boolean): object {
  return { bot: botShape(call.store, bot, isFull), users: usersShape(call.store, [bot.id]) };
}

function renamed(user: User, properties: Params): User {
  const avatar = avatarParam(properties);
  return {
    ...user,
    name: textParam(properties, 'name') || user.name,
    lastName: textParam(properties, 'lastName') || user.lastName,
    workPosition: textParam(properties, 'workPosition') || user.workPosition,
    color: textParam(properties, 'color') || user.color,
    ...(avatar !== undefined && { avatar }),
  };
}

function rotated(owner: string, token: string): string {
  return owner.startsWith(ownerByToken('')) ? ownerByToken(token) : owner;
}

function eventModeOf(fields: Params): Bot['eventMode'] {
  const mode = textParam(fields, 'eventMode') || 'fetch';
  if (mode !== 'fetch' && mode !== 'webhook') throw refuse('BOT_INVALID_EVENT_MODE');
  if (mode === 'webhook' && textParam(fields, 'webhookUrl') === '') throw refuse('BOT_WEBHOOK_URL_REQUIRED');
  return mode;
}

function isBotType(type: string): type is BotType {
  return BOT_TYPES.includes(type);
}
