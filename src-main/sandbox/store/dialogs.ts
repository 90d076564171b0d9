import type { PortalStore } from './portal.ts';
import type { Chat } from './records.ts';

/** What a dialog id may look like: `chat5`, or the id of the other person of a private chat. */
function parse(dialogId: string): { readonly type: 'chat' | 'person'; readonly id: number } | undefined {
  const chat = /^chat(\d{1,15})$/i.exec(dialogId);
  if (chat !== null) return { type: 'chat', id: Number(chat[1]) };
  return /^[1-9]\d{0,14}$/.test(dialogId) ? { type: 'person', id: Number(dialogId) } : undefined;
}

/** The chat that `dialogId` means to `viewerId`; undefined when there is none. */
export function findChat(store: PortalStore, dialogId: string, viewerId: number): Chat | undefined {
  const parsed = parse(dialogId);
  if (parsed === undefined) return undefined;
  if (parsed.type === 'chat') return store.get('chat', parsed.id);
  return store
    .all('chat')
    .find(({ type, memberIds }) => type === 'private' && isPair(memberIds, viewerId, parsed.id));
}

/** Like `findChat`, but makes the private chat with an existing person, as the portal does on demand. */
export function openChat(store: PortalStore, dialogId: string, viewerId: number): Chat | undefined {
  const found = findChat(store, dialogId, viewerId);
  const parsed = parse(dialogId);
  if (found !== undefined || parsed?.type !== 'person' || parsed.id === viewerId) return found;
  if (store.get('user', parsed.id) === undefined) return undefined;
  const memberIds = [viewerId, parsed.id];
  return store.addChat({
    type: 'private',
    title: '',
    description: '',
    color: '',
    ownerId: viewerId,
    memberIds,
  });
}

/** The dialog id under which `viewerId` knows the chat. */
export function dialogIdFor(chat: Chat, viewerId: number): string {
  if (chat.type === 'chat') return `chat${chat.id}`;
  return String(chat.memberIds.find((id) => id !== viewerId) ?? viewerId);
}

/** The chat's title as `viewerId` sees it: a private chat carries the other's name. */
export function titleFor(store: PortalStore, chat: Chat, viewerId: number): string {
  if (chat.type === 'chat') return chat.title;
  const other = store.get('user', Number(dialogIdFor(chat, viewerId)));
  return other === undefined ? 'Private chat' : fullName(other);
}

export function fullName({ name, lastName }: { readonly name: string; readonly lastName: string }): string {
  return `${name} ${lastName}`.trim();
}

function isPair(memberIds: readonly number[], one: number, other: number): boolean {
  return one !== other && memberIds.includes(one) && memberIds.includes(other);
}
