import { flagParam, intParam, textParam } from '../request/params.ts';
import { dialogIdFor, fullName, titleFor } from '../store/dialogs.ts';
import { avatarAddress } from '../store/picture.ts';
import type { Chat } from '../store/records.ts';
import type { Call, Methods } from './method.ts';
import { refuse } from './refusal.ts';
import { portalTime, roleIn, userShape } from './shapes.ts';

/** Methods that find dialogs for the webhook's or token's user. */
export const searchMethods: Methods = {
  'im.recent.list': { scope: 'im', run: recent },
  'im.search.chat.list': { scope: 'im', run: searchChats },
  'im.search.user.list': { scope: 'im', run: searchUsers },
};

function recent(call: Call): object {
  const { store, params, caller } = call;
  const limit = Math.min(Math.max(intParam(params, 'limit', 50), 1), 200);
  const offset = intParam(params, 'offset', 0);
  const chats = ownChats(call)
    .filter(({ type }) => !flagParam(params, type === 'chat' ? 'skipChat' : 'skipDialog'))
    .sort((a, b) => store.newestMessageId(b.id) - store.newestMessageId(a.id));
  return {
    items: chats.slice(offset, offset + limit).map((chat) => recentShape(call, chat, caller.userId)),
    hasMorePages: chats.length > offset + limit,
    hasMore: chats.length > offset + limit,
  };
}

function recentShape({ store }: Call, chat: Chat, viewerId: number): object {
  const dialogId = dialogIdFor(chat, viewerId);
  const newest = store.messagesOf(chat.id).at(-1);
  const common = {
    chat_id: chat.id,
    title: titleFor(store, chat, viewerId),
    message: {
      id: newest?.id ?? 0,
      text: newest?.text ?? '',
      file: newest?.fileId !== undefined,
      author_id: newest?.authorId ?? 0,
      date: newest === undefined ? null : portalTime(newest.at),
    },
    chat: {
      id: chat.id,
      name: titleFor(store, chat, viewerId),
      role: roleIn(chat, viewerId),
      restrictions: { send: true },
      permissions: { can_post: 'member' },
    },
  };
  if (chat.type === 'chat') {
    return { id: dialogId, type: 'chat', avatar: { url: '', color: chat.color }, ...common };
  }
  const other = store.get('user', Number(dialogId));
  return {
    id: Number(dialogId),
    type: 'user',
    avatar: { url: other === undefined ? '' : avatarAddress(other), color: other?.color ?? '' },
    ...common,
    ...(other === undefined ? {} : { user: userShape(other) }),
  };
}

function searchChats(call: Call): object[] {
  const find = searchText(call);
  return page(
    call,
    ownChats(call).filter(({ type, title }) => type === 'chat' && title.toLowerCase().includes(find)),
  ).map((chat) => ({ id: chat.id, name: chat.title, title: chat.title, color: chat.color, type: chat.type }));
}

/** An object keyed by user id, and, a quirk of PHP, an empty array when there is nobody. */
function searchUsers(call: Call): object {
  const find = searchText(call);
  const people = call.store.all('user').filter((user) => fullName(user).toLowerCase().includes(find));
  const found = page(call, people).map((user) => [user.id, userShape(user)] as const);
  return found.length === 0 ? [] : Object.fromEntries(found);
}

function searchText({ params }: Call): string {
  const find = textParam(params, 'find').trim().toLowerCase();
  if (find.length < 2) throw refuse('FIND_SHORT');
  return find;
}

function page<T>({ params }: Call, all: readonly T[]): readonly T[] {
  const limit = Math.min(Math.max(intParam(params, 'limit', 10), 1), 50);
  const offset = intParam(params, 'offset', 0);
  return all.slice(offset, offset + limit);
}

function ownChats({ store, caller }: Call): Chat[] {
  return store.all('chat').filter(({ memberIds }) => memberIds.includes(caller.userId));
}
