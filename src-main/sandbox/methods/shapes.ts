import { dialogIdFor, fullName, titleFor } from '../store/dialogs.ts';
import { extensionOf, fileType } from '../store/file-name.ts';
import { avatarAddress } from '../store/picture.ts';
import type { PortalStore } from '../store/portal.ts';
import type { Bot, Chat, DriveFile, Message, User } from '../store/records.ts';

/** ISO time with the offset the portal writes, whole seconds. */
export function portalTime(at: number): string {
  return new Date(at).toISOString().replace(/\.\d+Z$/, '+00:00');
}

export function userShape(user: User): object {
  return {
    id: user.id,
    active: true,
    name: fullName(user),
    firstName: user.name,
    lastName: user.lastName,
    workPosition: user.workPosition,
    color: user.color,
    avatar: avatarAddress(user),
    gender: 'M',
    extranet: false,
    bot: user.isBot,
    type: user.isBot ? 'bot' : 'user',
  };
}

export function usersShape(store: PortalStore, ids: readonly number[]): object[] {
  return [...new Set(ids)].flatMap((id) => store.get('user', id) ?? []).map(userShape);
}

/** A file as `imbot.v2` describes it. */
export function fileShape(store: PortalStore, file: DriveFile): object {
  const author = store.get('user', file.authorId);
  return {
    id: file.id,
    chatId: file.chatId,
    date: portalTime(file.at),
    type: fileType(file.name),
    name: file.name,
    extension: extensionOf(file.name),
    size: file.size,
    image: false,
    authorId: file.authorId,
    authorName: author === undefined ? '' : fullName(author),
    isTranscribable: false,
    isVideoNote: false,
    isVoiceNote: false,
  };
}

export function messageParams(message: Message): object {
  return {
    ...(message.isDeleted === true ? { IS_DELETED: 'Y' } : {}),
    ...(message.fileId === undefined ? {} : { FILE_ID: [message.fileId] }),
  };
}

export function chatShape(store: PortalStore, chat: Chat, viewerId: number): object {
  return {
    id: chat.id,
    dialogId: dialogIdFor(chat, viewerId),
    name: titleFor(store, chat, viewerId),
    description: chat.description,
    type: chat.type,
    color: chat.color,
    avatar: '',
    owner: chat.ownerId,
    role: roleIn(chat, viewerId),
    diskFolderId: chat.id,
    textFieldEnabled: true,
    lastMessageId: store.newestMessageId(chat.id),
    messageCount: store.messageCount(chat.id),
    userCounter: chat.memberIds.length,
    permissions: { manageUsersAdd: 'member', manageMessages: 'member' },
  };
}

export function roleIn(chat: Chat, userId: number): 'owner' | 'member' | 'guest' {
  if (!chat.memberIds.includes(userId)) return 'guest';
  return chat.ownerId === userId ? 'owner' : 'member';
}

/** A bot in full, for its owner; others see the short form. */
export function botShape(store: PortalStore, bot: Bot, isFull: boolean): object {
  const short = { id: bot.id, code: bot.code, type: bot.type };
  if (!isFull) return short;
  const countChat = store.all('chat').filter(({ memberIds }) => memberIds.includes(bot.id)).length;
  return {
    ...short,
    isHidden: bot.isHidden,
    isReactionsEnabled: bot.isReactionsEnabled,
    isSupportOpenline: false,
    eventMode: bot.eventMode,
    backgroundId: null,
    countMessage: store.all('message').filter(({ authorId }) => authorId === bot.id).length,
    countCommand: 0,
    countChat,
  };
}
