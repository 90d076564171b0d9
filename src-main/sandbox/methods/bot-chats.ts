import { groupParam, idsParam, intParam, textParam } from '../request/params.ts';
import { asUser, botChat, ownBot } from './bot-access.ts';
import { captionText } from './caption.ts';
import type { Call, Methods } from './method.ts';
import { refuse } from './refusal.ts';
import { chatShape, usersShape } from './shapes.ts';

export const botChatMethods: Methods = {
  'imbot.v2.Chat.add': { scope: 'imbot', run: add },
  'imbot.v2.Chat.get': { scope: 'imbot', run: get },
  'imbot.v2.Chat.User.list': { scope: 'imbot', run: listUsers },
  'imbot.v2.Chat.User.add': { scope: 'imbot', run: addUsers },
};

function add(call: Call): object {
  const { store } = call;
  const bot = ownBot(call);
  const fields = groupParam(call.params, 'fields');
  const people = idsParam(fields, 'userIds').filter((id) => store.get('user', id) !== undefined);
  const ownerId = intParam(fields, 'ownerId', bot.id);
  const memberIds = [...new Set([bot.id, ownerId, ...people])];
  const chat = store.addChat({
    type: 'chat',
    title: textParam(fields, 'title') || 'New chat',
    description: textParam(fields, 'description'),
    color: textParam(fields, 'color') || '#5d6b6e',
    ownerId,
    memberIds,
  });
  const greeting = textParam(fields, 'message');
  if (greeting !== '') store.post(chat, asUser(call, bot), captionText(greeting));
  return { chat: chatShape(store, chat, bot.id), users: usersShape(store, memberIds) };
}

/** ACCESS_DENIED tells that the bot is not in the chat. */
function get(call: Call): object {
  const bot = ownBot(call);
  return { chat: chatShape(call.store, botChat(call, bot), bot.id) };
}

function listUsers(call: Call): object[] {
  const chat = botChat(call, ownBot(call));
  const limit = Math.min(intParam(call.params, 'limit', 50), 200);
  const offset = intParam(call.params, 'offset', 0);
  return usersShape(call.store, chat.memberIds.slice(offset, offset + limit));
}

function addUsers(call: Call): boolean {
  const { store, params } = call;
  const bot = ownBot(call);
  const chat = botChat(call, bot);
  if (chat.type !== 'chat' || chat.ownerId !== bot.id) throw refuse('ACCESS_DENIED');
  const people = idsParam(params, 'userIds').filter((id) => store.get('user', id) !== undefined);
  store.put('chat', { ...chat, memberIds: [...new Set([...chat.memberIds, ...people])] });
  return true;
}
