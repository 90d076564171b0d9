import type { Fault } from './faults/fault.ts';
import type { Settings, SettingsPatch } from './limits/settings.ts';
import type { TrafficCount } from './limits/traffic.ts';
import { issueTokens } from './oauth/tokens.ts';
import type { IssuedTokens } from './oauth/tokens.ts';
import type { Host } from './server/host.ts';
import { dialogIdFor, fullName, titleFor } from './store/dialogs.ts';
import type { PortalStore } from './store/portal.ts';
import type { App, Chat, Message } from './store/records.ts';
import { SEED_APP } from './store/seed.ts';

/** A message as tests and other processes read it back. */
export interface SandboxMessage {
  readonly id: number;
  readonly authorId: number;
  readonly author: string;
  readonly text: string;
  /** ISO 8601, UTC. */
  readonly date: string;
  readonly file?: {
    readonly id: number;
    readonly name: string;
    /** Bytes. */
    readonly size: number;
    /** Of what arrived, lower-case hex. */
    readonly sha256: string;
  };
}

interface SandboxDialog {
  readonly dialogId: string;
  readonly title: string;
  readonly memberIds: readonly number[];
  readonly messages: readonly SandboxMessage[];
}

export interface SandboxState {
  readonly dialogs: readonly SandboxDialog[];
  /** Per method in lower case. */
  readonly requests: Readonly<Record<string, TrafficCount>>;
  /** Most requests under way at the same time, of all methods. */
  readonly maxParallel: number;
}

/**
 * The sandbox seen from behind: what has arrived, and what shall go wrong. Dialogs are named as bots name them:
 * `chat5`, or a person's id for the private chats with that person. An unknown dialog is a `RangeError`.
 */
export interface SandboxControl {
  /** What is in a dialog, oldest first, without deleted messages. */
  messages(dialog: string): readonly SandboxMessage[];
  state(): SandboxState;
  /** Where the content of a file lies on this disk. */
  contentPath(fileId: number): string;
  requests(method?: string): TrafficCount;
  /** Forgets the counts, the request limit's and the operating time's memory. */
  resetTraffic(): void;
  fault(fault: Fault): void;
  clearFaults(): void;
  settings(): Settings;
  configure(patch: SettingsPatch): Settings;
  /** Says who is in a chat: leaving the bot out makes its posts end in ACCESS_DENIED. */
  setMembers(dialog: string, memberIds: readonly number[]): void;
  /** Somebody else writes; gives the message's id. */
  post(dialog: string, authorId: number, text: string): number;
  /** Somebody removes a message in the chat, without a trace. */
  removeMessage(messageId: number): void;
  /** Registers or changes a local application. */
  putApp(app: App): void;
  /** Tokens as if a user had just signed in to the app; the sandbox's own app without one. */
  issueTokens(clientId?: string): IssuedTokens;
  /** Makes every access token of an app as old as if its life were over. */
  expireAccessTokens(clientId?: string): void;
}

export function createControl(host: Host, configure: (patch: SettingsPatch) => Settings): SandboxControl {
  const { store, traffic, faults } = host;
  return {
    messages: (dialog) => chatsOf(store, dialog).flatMap((chat) => messagesOf(store, chat)),
    state: () => ({
      dialogs: store.all('chat').map((chat) => dialogOf(store, chat)),
      requests: traffic.all(),
      maxParallel: traffic.of().maxParallel,
    }),
    contentPath: (fileId) => store.pathOf(found(store.get('file', fileId), `file ${fileId}`)),
    requests: (method) => traffic.of(method),
    resetTraffic: () => {
      traffic.reset();
      host.bucket.reset();
      host.operating.reset();
    },
    fault: (fault) => faults.add(fault),
    clearFaults: () => faults.clear(),
    settings: host.settings,
    configure,
    setMembers: (dialog, memberIds) => {
      for (const chat of chatsOf(store, dialog)) store.put('chat', { ...chat, memberIds });
    },
    post: (dialog, authorId, text) => {
      const [chat] = chatsOf(store, dialog);
      const author = found(store.get('user', authorId), `user ${authorId}`);
      return store.post(found(chat, dialog), author, text).id;
    },
    removeMessage: (messageId) => store.erase(found(store.get('message', messageId), `message ${messageId}`)),
    putApp: (app) => {
      store.put('app', app);
    },
    issueTokens: (clientId = SEED_APP.id) => issueTokens(host, clientId, store.identity.webhookUserId),
    expireAccessTokens: (clientId = SEED_APP.id) => {
      for (const token of store.all('token')) {
        if (token.kind === 'access' && token.clientId === clientId)
          store.put('token', { ...token, expiresAt: 0 });
      }
    },
  };
}

/** The group chat, or every private chat a bot has with that person. */
function chatsOf(store: PortalStore, dialog: string): readonly Chat[] {
  const chats = store.all('chat').filter((chat) => botsName(store, chat) === dialog.toLowerCase());
  if (chats.length === 0) throw new RangeError(`no dialog ${dialog}`);
  return chats;
}

function botsName(store: PortalStore, chat: Chat): string {
  const bot = chat.memberIds.find((id) => store.get('user', id)?.isBot === true);
  return dialogIdFor(chat, bot ?? chat.ownerId);
}

function dialogOf(store: PortalStore, chat: Chat): SandboxDialog {
  return {
    dialogId: botsName(store, chat),
    title: titleFor(store, chat, store.identity.webhookUserId),
    memberIds: chat.memberIds,
    messages: messagesOf(store, chat),
  };
}

function messagesOf(store: PortalStore, chat: Chat): SandboxMessage[] {
  return store
    .messagesOf(chat.id)
    .filter(({ isDeleted }) => isDeleted !== true)
    .map((message) => shape(store, message));
}

function shape(store: PortalStore, { id, authorId, text, at, fileId }: Message): SandboxMessage {
  const author = store.get('user', authorId);
  const file = fileId === undefined ? undefined : store.get('file', fileId);
  return {
    id,
    authorId,
    author: author === undefined ? '' : fullName(author),
    text,
    date: new Date(at).toISOString(),
    ...(file && { file: { id: file.id, name: file.name, size: file.size, sha256: file.sha256 } }),
  };
}

function found<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new RangeError(`no ${what}`);
  return value;
}
