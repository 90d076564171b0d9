import { dialogIdFor, findChat, fullName, titleFor } from '../store/dialogs.ts';
import { avatarAddress } from '../store/picture.ts';
import type { PortalStore } from '../store/portal.ts';
import type { Chat } from '../store/records.ts';
import type { Reply } from '../server/reply.ts';
import { document } from './document.ts';
import { timeText } from './format.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';
import { MARK } from './icons.ts';
import { avatar, talk } from './talk.ts';

/** Messages on one page; older ones are a link away. */
const PAGE_MESSAGES = 200;

/** A dialog as the webhook's user sees it; without a dialog the one with the newest message. */
export function chatPage(store: PortalStore, query: URLSearchParams): Reply {
  const viewerId = store.identity.webhookUserId;
  const chats = store
    .all('chat')
    .filter(({ memberIds }) => memberIds.includes(viewerId))
    .sort((a, b) => store.newestMessageId(b.id) - store.newestMessageId(a.id));
  const dialogId = query.get('IM_DIALOG');
  const chat = dialogId === null ? chats[0] : findChat(store, dialogId, viewerId);
  if (chat?.memberIds.includes(viewerId) !== true) {
    return document({
      status: 404,
      title: 'No such chat',
      body: html`<main class="card">
        <h1>No such chat</h1>
        <p><a href="/online/">All chats</a></p>
      </main>`,
    });
  }
  const refreshSeconds = Number(query.get('refresh') ?? 0);
  return document({
    title: titleFor(store, chat, viewerId),
    ...(refreshSeconds >= 1 && { refreshSeconds }),
    body: html`<div class="portal">
      ${side(store, chats, chat, viewerId)}
      ${room(store, chat, viewerId, Number(query.get('before') ?? Infinity))}
    </div>`,
  });
}

function side(store: PortalStore, chats: readonly Chat[], current: Chat, viewerId: number): Html {
  const items = chats.map((chat) => {
    const title = titleFor(store, chat, viewerId);
    const last = store.messagesOf(chat.id).at(-1);
    const file = last?.fileId === undefined ? undefined : store.get('file', last.fileId);
    return html`<a
      href="${addressOf(chat, viewerId)}"
      ${chat.id === current.id ? html`aria-current="page"` : undefined}
    >
      ${face(store, chat, viewerId)}<b>${title}</b>
      ${last && html`<time class="muted">${timeText(last.at)}</time>`}
      <span class="muted last">${file?.name ?? last?.text ?? 'No messages'}</span>
    </a>`;
  });
  return html`<nav class="side" aria-label="Chats">
    <div class="mark">${MARK}Sandbox portal</div>
    <div class="chats">${items}</div>
  </nav>`;
}

function room(store: PortalStore, chat: Chat, viewerId: number, before: number): Html {
  const title = titleFor(store, chat, viewerId);
  const names = chat.memberIds.flatMap((id) => store.get('user', id) ?? []).map(fullName);
  const messages = store.messagesOf(chat.id).filter(({ id }) => id < before);
  const shown = messages.slice(-PAGE_MESSAGES);
  const earlier =
    shown.length < messages.length
      ? html`<a class="earlier" href="${addressOf(chat, viewerId)}&amp;before=${shown[0]?.id}"
          >Earlier messages</a
        >`
      : undefined;
  return html`<main class="room">
    <header class="head">
      ${face(store, chat, viewerId)}
      <div>
        <h1>${title}</h1>
        <span class="muted">${names.join(', ')}</span>
      </div>
    </header>
    <div class="scroll" tabindex="0" aria-label="Messages">${talk(store, shown, earlier)}</div>
  </main>`;
}

function addressOf(chat: Chat, viewerId: number): string {
  return `/online/?IM_DIALOG=${dialogIdFor(chat, viewerId)}`;
}

/** What stands for the chat: a private one looks like the other person. */
function face(store: PortalStore, chat: Chat, viewerId: number): Html {
  const title = titleFor(store, chat, viewerId);
  if (chat.type === 'chat') return avatar(chat.id, title);
  const id = Number(dialogIdFor(chat, viewerId));
  const other = store.get('user', id);
  return avatar(id, title, other && avatarAddress(other));
}
