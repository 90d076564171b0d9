import { flagParam, groupParam, intParam, textParam } from '../request/params.ts';
import type { Bot, Message } from '../store/records.ts';
import { asUser, botChat, ownBot } from './bot-access.ts';
import { captionText } from './caption.ts';
import type { Call, Methods } from './method.ts';
import { refuse } from './refusal.ts';
import { messageParams, portalTime, usersShape } from './shapes.ts';

export const botMessageMethods: Methods = {
  'imbot.v2.Chat.Message.send': { scope: 'imbot', run: send },
  'imbot.v2.Chat.Message.delete': { scope: 'imbot', run: remove },
  'imbot.v2.Chat.Message.get': { scope: 'imbot', run: get },
  'imbot.v2.Chat.Message.getContext': { scope: 'imbot', run: getContext },
};

function send(call: Call): object {
  const bot = ownBot(call);
  const chat = botChat(call, bot);
  const text = textParam(groupParam(call.params, 'fields'), 'message');
  if (text.trim() === '') throw refuse('EMPTY_MESSAGE');
  return { id: call.store.post(chat, asUser(call, bot), captionText(text)).id, uuidMap: {} };
}

/**
 * Takes the bot's own message out of the chat; its file goes with it. `complete` leaves no trace; without it one stays,
 * as where somebody has read the message (fact 9). The answer has the form of fact 30.
 */
function remove(call: Call): object {
  const bot = ownBot(call);
  const message = call.store.get('message', intParam(call.params, 'messageId'));
  if (message === undefined) throw refuse('MESSAGE_NOT_FOUND');
  if (message.authorId !== bot.id) throw refuse('MESSAGE_ACCESS_DENIED');
  if (flagParam(call.params, 'complete')) {
    call.store.erase(message);
    return { result: true };
  }
  const { id, chatId, authorId, at } = message;
  call.store.put('message', { id, chatId, authorId, at, text: 'This message was deleted', isDeleted: true });
  return { result: true };
}

function get(call: Call): object {
  const message = readableMessage(call, readingBot(call));
  return { message: shape(message), user: usersShape(call.store, [message.authorId])[0] };
}

/** The message with up to `range` neighbours on either side, oldest first. */
function getContext(call: Call): object {
  const message = readableMessage(call, readingBot(call));
  const range = Math.min(Math.max(intParam(call.params, 'range', 50), 1), 50);
  const all = call.store.messagesOf(message.chatId);
  const at = all.findIndex(({ id }) => id === message.id);
  const from = Math.max(at - range, 0);
  const messages = all.slice(from, at + range + 1);
  return {
    messages: messages.map(shape),
    users: usersShape(
      call.store,
      messages.map(({ authorId }) => authorId),
    ),
    hasPrevPage: from > 0,
    hasNextPage: at + range + 1 < all.length,
  };
}

/** Only these types see what is said in their chats (reference 2.1). */
function readingBot(call: Call): Bot {
  const bot = ownBot(call);
  if (bot.type !== 'supervisor' && bot.type !== 'personal') throw refuse('BOT_TYPE_NOT_ALLOWED');
  return bot;
}

function readableMessage({ store, params }: Call, bot: Bot): Message {
  const message = store.get('message', intParam(params, 'messageId'));
  if (message === undefined) throw refuse('MESSAGE_NOT_FOUND');
  const chat = store.get('chat', message.chatId);
  if (chat?.memberIds.includes(bot.id) !== true) throw refuse('MESSAGE_ACCESS_DENIED');
  return message;
}

function shape(message: Message): object {
  return {
    id: message.id,
    chatId: message.chatId,
    authorId: message.authorId,
    date: portalTime(message.at),
    text: message.text,
    isSystem: false,
    uuid: null,
    forward: null,
    params: messageParams(message),
  };
}
