import { groupParam, intParam, textParam } from '../request/params.ts';
import { openChat } from '../store/dialogs.ts';
import { ownerByToken } from '../store/owners.ts';
import type { Bot, Chat, User } from '../store/records.ts';
import type { Call } from './method.ts';
import { refuse } from './refusal.ts';

/** The bot a call is made for, after the checks every bot method begins with, in the portal's order. */
export function ownBot(call: Call): Bot {
  const owner = ownerOf(call);
  const id = intParam(call.params, 'botId');
  if (id <= 0) throw refuse('BOT_ID_REQUIRED');
  const bot = call.store.get('bot', id);
  if (bot === undefined) throw refuse('BOT_NOT_FOUND');
  if (!bot.owners.includes(owner)) throw refuse('BOT_OWNERSHIP_ERROR');
  return bot;
}

/** Who owns the bots of this call: the app, else whoever knows the token. A client id wins over a token. */
export function ownerOf({ caller, params }: Call): string {
  if (caller.clientId !== undefined) return caller.clientId;
  const token = botToken(params);
  if (token === '') throw refuse('BOT_TOKEN_NOT_SPECIFIED');
  return ownerByToken(token);
}

/** `botToken`, or the v1 name the portal still takes in its place (reference 3). */
function botToken(params: Call['params']): string {
  return textParam(params, 'botToken') || textParam(params, 'clientId');
}

/** Like `ownerOf`, where the documentation has the token inside `fields`; the top level is read first. */
export function registrationToken({ params }: Call): string {
  return botToken(params) || textParam(groupParam(params, 'fields'), 'botToken');
}

/** The chat the call names, in which the bot must be. */
export function botChat(call: Call, bot: Bot): Chat {
  const chat = openChat(call.store, textParam(call.params, 'dialogId'), bot.id);
  if (chat === undefined) throw refuse('CHAT_NOT_FOUND');
  if (!chat.memberIds.includes(bot.id)) throw refuse('ACCESS_DENIED');
  return chat;
}

/** The bot as the user it is in chats. */
export function asUser({ store }: Call, bot: Bot): User {
  const user = store.get('user', bot.id);
  if (user === undefined) throw refuse('BOT_NOT_FOUND');
  return user;
}
