import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fitsDrive, legalName, uniqueName } from './file-name.ts';
import { Journal } from './journal.ts';
import type { Chat, DriveFile, Identity, Message, Records, User } from './records.ts';
import { seed } from './seed.ts';

/** A file that has arrived and waits for its place in a chat. */
interface NewFile {
  readonly key: string;
  readonly size: number;
  readonly sha256: string;
}

/** The portal's people, bots, chats, messages and files. Every change is in the journal when the call returns. */
export class PortalStore {
  /** Contents of files, each under its key. */
  readonly filesFolder: string;
  readonly #journal: Journal;
  readonly #now: () => number;
  /** Per chat, names in lower case: the Drive takes `A.pdf` and `a.pdf` for the same. */
  readonly #names = new Map<number, Set<string>>();
  readonly #messages = new Map<number, number[]>();
  readonly #ownedKeys = new Set<string>();
  #lastId: number;

  constructor(dataDir: string, now: () => number) {
    this.#now = now;
    this.filesFolder = join(dataDir, 'files');
    mkdirSync(this.filesFolder, { recursive: true, mode: 0o700 });
    this.#journal = new Journal(dataDir);
    if (this.#journal.get('identity', 'portal') === undefined) seed(this.#journal);
    this.#lastId = Math.max(this.#journal.highestId, 1000);
    for (const file of this.#journal.all('file')) {
      this.#namesIn(file.chatId).add(file.name.toLowerCase());
      this.#ownedKeys.add(file.key);
    }
    for (const message of this.#journal.all('message')) this.#messageIds(message.chatId).push(message.id);
    this.#removeOrphans();
  }

  get identity(): Identity {
    const identity = this.#journal.get('identity', 'portal');
    if (identity === undefined) throw new Error('a portal without identity');
    return identity;
  }

  get<K extends keyof Records>(kind: K, id: Records[K]['id']): Records[K] | undefined {
    return this.#journal.get(kind, id);
  }

  all<K extends keyof Records>(kind: K): readonly Records[K][] {
    return [...this.#journal.all(kind)];
  }

  put<K extends keyof Records>(kind: K, record: Records[K]): Records[K] {
    this.#journal.put(kind, record);
    return record;
  }

  remove(kind: 'bot' | 'user' | 'token', id: number | string): void {
    this.#journal.remove(kind, id);
  }

  /** A number never used before on this portal. */
  nextId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }

  addChat(chat: Omit<Chat, 'id'>): Chat {
    return this.put('chat', { ...chat, id: this.nextId() });
  }

  /** Messages of a chat, oldest first. */
  messagesOf(chatId: number): readonly Message[] {
    return this.#messageIds(chatId).flatMap((id) => this.#journal.get('message', id) ?? []);
  }

  newestMessageId(chatId: number): number {
    return this.#messageIds(chatId).at(-1) ?? 0;
  }

  messageCount(chatId: number): number {
    return this.#messageIds(chatId).length;
  }

  post(chat: Chat, author: User, text: string, fileId?: number): Message {
    const message = { id: this.nextId(), chatId: chat.id, authorId: author.id, text, at: this.#now() };
    this.#messageIds(chat.id).push(message.id);
    return this.put('message', fileId === undefined ? message : { ...message, fileId });
  }

  /** Puts a file on the chat's Drive, under a legal and unique name; undefined where the Drive refuses that name. */
  keep(chat: Chat, author: User, name: string, { key, size, sha256 }: NewFile): DriveFile | undefined {
    const names = this.#namesIn(chat.id);
    const kept = uniqueName(legalName(name), (candidate) => names.has(candidate.toLowerCase()));
    if (!fitsDrive(kept)) return undefined;
    names.add(kept.toLowerCase());
    this.#ownedKeys.add(key);
    const place = { id: this.nextId(), chatId: chat.id, authorId: author.id, at: this.#now() };
    return this.put('file', { ...place, name: kept, size, sha256, key });
  }

  /** A message and its file go without a trace; the name is free on the Drive again. */
  erase({ id, chatId, fileId }: Message): void {
    this.#journal.remove('message', id);
    const file = fileId === undefined ? undefined : this.#journal.get('file', fileId);
    if (file === undefined) return;
    this.#journal.remove('file', file.id);
    this.#namesIn(chatId).delete(file.name.toLowerCase());
    this.#ownedKeys.delete(file.key);
    this.dropUnowned(file.key);
  }

  /** Where the content of a file lies. */
  pathOf(file: DriveFile): string {
    return join(this.filesFolder, file.key);
  }

  /** Deletes a content unless a file has come to own it. */
  dropUnowned(key: string): void {
    if (!this.#ownedKeys.has(key)) rmSync(join(this.filesFolder, key), { force: true });
  }

  close(): void {
    this.#journal.close();
  }

  #namesIn(chatId: number): Set<string> {
    return entry(this.#names, chatId, () => new Set<string>());
  }

  #messageIds(chatId: number): number[] {
    return entry(this.#messages, chatId, () => []);
  }

  /** Contents whose request was cut off by the end of an earlier run. */
  #removeOrphans(): void {
    for (const key of readdirSync(this.filesFolder)) this.dropUnowned(key);
  }
}

function entry<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const found = map.get(key) ?? make();
  map.set(key, found);
  return found;
}
