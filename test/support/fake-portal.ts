import { createHash } from 'node:crypto';
import { AppError, type ErrorCode } from '#domain/errors.ts';
import { isSameVersion } from '#domain/file-stamp.ts';
import type { Target } from '#domain/target.ts';
import type {
  ChatHistory,
  ChatMessage,
  FileSystem,
  FileToPost,
  Portal,
  PostHooks,
  PostOutcome,
  RecentMessages,
} from '#engine/ports.ts';

/** What the portal does with a posted file instead of answering properly. */
export type Mishap =
  /** Surely not posted. */
  | { readonly type: 'refuse'; readonly error: AppError }
  /** Posted, but the answer is never seen. */
  | { readonly type: 'swallow' }
  /** Not posted, and the answer is never seen. */
  | { readonly type: 'lose' }
  /** Waits until the test lets it go on, and then fails where `then` says so. */
  | { readonly type: 'hang'; readonly then?: ErrorCode };

/** A mishap: the portal refuses with a code. */
export const refuse = (code: ErrorCode, until?: number) =>
  ({ type: 'refuse', error: new AppError(code, 'test', until === undefined ? {} : { until }) }) as const;

/** A portal in memory: the network's place taken by what a test says. */
export class FakePortal implements Portal {
  readonly chats = new Map<string, ChatMessage[]>();
  /** Dialogs in the order in which files were posted into them, with the names. */
  readonly posts: string[] = [];
  readonly mishaps: Mishap[] = [];
  /** What the next looks and questions answer with instead. */
  readonly lookFailures: ErrorCode[] = [];
  canRead = true;
  probeWorks = true;
  /** Why a probe fails; the code of the last refusal by default. */
  probeCode: ErrorCode | undefined;
  questions = 0;
  looks = 0;
  glances = 0;
  probes = 0;
  readonly #files: FileSystem;
  readonly #hanging: (() => void)[] = [];
  #messageId = 100;
  #lastRefusal: ErrorCode | undefined;

  constructor(files: FileSystem) {
    this.#files = files;
  }

  async post(file: FileToPost, hooks: PostHooks, signal: AbortSignal): Promise<PostOutcome> {
    const failed = (error: AppError, sentBytes = 0): PostOutcome => ({ type: 'failed', error, sentBytes });
    const isBrokenOff = () => signal.aborted;
    const brokenOff = new AppError('network.interrupted', 'broken off');
    if (isBrokenOff()) return failed(brokenOff);
    let bytes: Uint8Array;
    try {
      bytes = await this.#read(file);
      hooks.onStart();
    } catch (error) {
      return failed(AppError.from(error));
    }
    const mishap = this.mishaps.shift();
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    switch (mishap?.type) {
      case 'refuse':
        this.#lastRefusal = mishap.error.code;
        return failed(mishap.error);
      case 'lose':
        return failed(new AppError('network.unanswered', 'lost'), bytes.length);
      case 'swallow':
        this.deliver(file, bytes.length);
        return failed(new AppError('network.unanswered', 'lost'), bytes.length);
      case 'hang':
        await new Promise<void>((resolve) => {
          this.#hanging.push(resolve);
          signal.addEventListener('abort', () => resolve());
        });
        if (isBrokenOff()) return failed(brokenOff);
        if (mishap.then !== undefined) return failed(new AppError(mishap.then, 'test'));
        break;
      case undefined:
    }
    const message = this.deliver(file, bytes.length);
    return {
      type: 'posted',
      receipt: {
        messageId: message.messageId,
        fileId: message.file?.fileId,
        chatId: 5,
        storedName: file.name,
        sha256,
      },
    };
  }

  removeMessage(target: Target, messageId: number): Promise<boolean> {
    const chat = this.#chat(target);
    const at = chat.findIndex((message) => message.messageId === messageId);
    if (at >= 0) chat.splice(at, 1);
    return Promise.resolve(at >= 0);
  }

  /** Puts a file into the chat. */
  deliver(file: Pick<FileToPost, 'target' | 'name' | 'caption'>, size: number): ChatMessage {
    const messageId = ++this.#messageId;
    const message = {
      messageId,
      authorId: 456,
      text: file.caption,
      file: { fileId: messageId * 10, name: file.name, size },
    };
    this.#chat(file.target).push(message);
    this.posts.push(`${file.target.dialog} ${file.name}`);
    return message;
  }

  /** Somebody writes something. */
  chatter(dialog: string): void {
    this.#chat({ portal: 'office', bot: 'scanner', dialog }).push({
      messageId: ++this.#messageId,
      authorId: 1,
      text: 'hello',
      file: undefined,
    });
  }

  /** Goes back to a backup: the newest messages are gone, and their ids are given out once more. */
  restore(messages: number): void {
    this.#messageId = Math.max(100, this.#messageId - messages);
    for (const [dialog, chat] of this.chats) {
      this.chats.set(
        dialog,
        chat.filter(({ messageId }) => messageId <= this.#messageId),
      );
    }
  }

  /** Lets the hanging posts go on. */
  release(): void {
    for (const resolve of this.#hanging.splice(0)) resolve();
  }

  /** Lets the one go on that hangs longest. */
  releaseFirst(): void {
    this.#hanging.shift()?.();
  }

  canReadMessages(): Promise<boolean> {
    return Promise.resolve(this.canRead);
  }

  newestMessageId(target: Target): Promise<number> {
    this.questions += 1;
    const failure = this.lookFailures.shift();
    if (failure !== undefined) return Promise.reject(new AppError(failure, 'test'));
    return Promise.resolve(this.#chat(target).at(-1)?.messageId ?? 0);
  }

  async messagesSince(target: Target, afterId: number): Promise<ChatHistory> {
    this.looks += 1;
    const failure = this.lookFailures.shift();
    if (failure !== undefined) throw new AppError(failure, 'test');
    if (!this.canRead) return { type: 'newest', messageId: await this.newestMessageId(target) };
    const messages = this.#chat(target).filter((message) => message.messageId >= afterId);
    return { type: 'messages', botId: 456, messages };
  }

  newestMessages(target: Target): Promise<RecentMessages | undefined> {
    const messages = this.#chat(target);
    return Promise.resolve(this.canRead ? { type: 'messages', botId: 456, messages } : undefined);
  }

  recentMessages(target: Target, afterId: number): Promise<RecentMessages | undefined> {
    this.glances += 1;
    const failure = this.lookFailures.shift();
    if (failure !== undefined) return Promise.reject(new AppError(failure, 'test'));
    const messages = this.#chat(target).filter((message) => message.messageId > afterId);
    return Promise.resolve(this.canRead ? { type: 'messages', botId: 456, messages } : undefined);
  }

  probe(): Promise<void> {
    this.probes += 1;
    const code = this.probeCode ?? this.#lastRefusal ?? 'portal.credentials';
    return this.probeWorks ? Promise.resolve() : Promise.reject(new AppError(code, 'test'));
  }

  async #read(file: FileToPost): Promise<Uint8Array> {
    const open = await this.#files.open(file.path, file.root);
    if (!isSameVersion(await open.stamp(), file.stamp)) throw new AppError('file.changed', 'test');
    const bytes = new Uint8Array(file.stamp.size);
    await open.read(bytes, 0);
    return bytes;
  }

  #chat(target: Target): ChatMessage[] {
    const chat = this.chats.get(target.dialog) ?? [];
    this.chats.set(target.dialog, chat);
    return chat;
  }
}
