import { idsParam, intParam, textParam } from '../request/params.ts';
import { dialogIdFor, findChat, titleFor } from '../store/dialogs.ts';
import type { Chat, Message } from '../store/records.ts';
import type { Call, Methods } from './method.ts';
import { refuse } from './refusal.ts';
import { fileShape, messageParams, portalTime, roleIn, usersShape } from './shapes.ts';

/** Methods of one dialog, as the webhook's or token's user sees it. */
export const dialogMethods: Methods = {
  'im.dialog.get': { scope: 'im', run: get },
  'im.dialog.messages.get': { scope: 'im', run: getMessages },
  'im.chat.user.add': { scope: 'im', run: addUsers },
};

function get(call: Call): object {
  const { store, caller } = call;
  const chat = ownDialog(call);
  return {
    id: chat.id,
    dialog_id: dialogIdFor(chat, caller.userId),
    name: titleFor(store, chat, caller.userId),
    type: chat.type,
    role: roleIn(chat, caller.userId),
    owner: chat.ownerId,
    color: chat.color,
    last_message_id: store.newestMessageId(chat.id),
    message_count: store.messageCount(chat.id),
    user_counter: chat.memberIds.length,
    disk_folder_id: chat.id,
    restrictions: { send: true },
    permissions: { can_post: 'member' },
  };
}

/** Newest first, but oldest first after `FIRST_ID`; an unknown `LAST_ID` gives nothing (reference 2.3). */
function getMessages(call: Call): object {
  const { store } = call;
  const chat = ownDialog(call);
  const messages = selected(call, store.messagesOf(chat.id));
  const files = messages.flatMap(({ fileId }) =>
    fileId === undefined ? [] : (store.get('file', fileId) ?? []),
  );
  return {
    chat_id: chat.id,
    messages: messages.map(shape),
    users: usersShape(
      store,
      messages.map(({ authorId }) => authorId),
    ),
    files: files.map((file) => ({ ...fileShape(store, file), status: 'done', progress: 100 })),
  };
}

function selected({ params }: Call, all: readonly Message[]): readonly Message[] {
  const limit = Math.min(Math.max(intParam(params, 'limit', 20), 1), 50);
  const firstId = intParam(params, 'firstId', -1);
  if (firstId >= 0) return all.filter(({ id }) => id > firstId).slice(0, limit);
  const lastId = intParam(params, 'lastId', -1);
  if (lastId >= 0 && !all.some(({ id }) => id === lastId)) return [];
  return all
    .filter(({ id }) => lastId < 0 || id < lastId)
    .slice(-limit)
    .reverse();
}

function addUsers(call: Call): boolean {
  const { store, params, caller } = call;
  const id = intParam(params, 'chatId');
  if (id <= 0) throw refuse('CHAT_ID_EMPTY');
  const people = idsParam(params, 'users').filter((user) => store.get('user', user) !== undefined);
  if (people.length === 0) throw refuse('USERS_EMPTY');
  const chat = store.get('chat', id);
  if (chat?.type !== 'chat' || !chat.memberIds.includes(caller.userId)) throw refuse('ACCESS_ERROR');
  store.put('chat', { ...chat, memberIds: [...new Set([...chat.memberIds, ...people])] });
  return true;
}

/** The dialog named in the call, in which the caller must be. */
function ownDialog({ store, params, caller }: Call): Chat {
  const dialogId = textParam(params, 'dialogId');
  if (dialogId === '') throw refuse('DIALOG_ID_EMPTY');
  const chat = findChat(store, dialogId, caller.userId);
  if (chat?.memberIds.includes(caller.userId) !== true) throw refuse('ACCESS_ERROR');
  return chat;
}

function shape(message: Message): object {
  return {
    id: message.id,
    chat_id: message.chatId,
    author_id: message.authorId,
    date: portalTime(message.at),
    text: message.text,
    unread: false,
    uuid: null,
    replaces: [],
    params: messageParams(message),
  };
}
