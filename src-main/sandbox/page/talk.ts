import { fullName } from '../store/dialogs.ts';
import { avatarAddress } from '../store/picture.ts';
import type { PortalStore } from '../store/portal.ts';
import type { Message } from '../store/records.ts';
import { fileCard } from './file-card.ts';
import { dayText, initials, timeText } from './format.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';
import { MARK } from './icons.ts';

/** Messages of one author that follow within this time stand together under one name. */
const TOGETHER_MS = 5 * 60_000;

/** The messages as bubbles, with a line wherever a day begins. */
export function talk(store: PortalStore, messages: readonly Message[], earlier: Html | undefined): Html {
  if (messages.length === 0) {
    return html`<div class="empty">
      ${MARK}
      <p>Nothing here yet.<br />Files that arrive show up in this chat.</p>
    </div>`;
  }
  const rows = messages.map((message, at) => {
    const before = messages[at - 1];
    const isNewDay = before === undefined || dayText(before.at) !== dayText(message.at);
    const follows = !isNewDay && before.authorId === message.authorId && message.at - before.at < TOGETHER_MS;
    return html`${isNewDay ? html`<div class="day">${dayText(message.at)}</div>` : undefined}
    ${bubble(store, message, follows)}`;
  });
  return html`<div class="talk">${earlier}${rows}</div>`;
}

function bubble(store: PortalStore, message: Message, follows: boolean): Html {
  const author = store.get('user', message.authorId);
  const name = author === undefined ? 'Somebody' : fullName(author);
  const file = message.fileId === undefined ? undefined : store.get('file', message.fileId);
  const isBot = author?.isBot === true;
  const at = html`<time datetime="${new Date(message.at).toISOString()}">${timeText(message.at)}</time>`;
  const classes = [
    'message',
    follows ? 'follows' : '',
    message.isDeleted === true ? 'gone' : '',
    isBot ? '' : 'person',
  ];
  return html`<article class="${classes.join(' ').trim()}" id="m${message.id}">
    ${follows ? html`<span class="gutter muted">${at}</span>` : avatar(message.authorId, name, author && avatarAddress(author))}
    <div class="bubble">
      ${follows ? undefined : html`<div class="by"><b>${name}</b>${isBot ? html`<i>bot</i>` : undefined}<span class="muted when">${at}</span></div>`}
      ${file && fileCard(file)} ${message.text === '' ? undefined : html`<p>${message.text}</p>`}
    </div>
  </article>`;
}

/** A round picture, or a sign with two letters; its tone depends on the id alone. */
export function avatar(id: number, name: string, picture = ''): Html {
  if (picture !== '') return html`<img class="avatar" src="${picture}" alt="" />`;
  return html`<span class="avatar tone-${id % 6}" aria-hidden="true">${initials(name)}</span>`;
}
