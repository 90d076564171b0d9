import { createHash } from 'node:crypto';
import { AppError } from '#domain/errors.ts';
import { isSameVersion } from '#domain/file-stamp.ts';
import { PortalLimits } from '#bitrix24/client/portal-limits.ts';
import type {
  ChatHistory,
  Clock,
  FileSystem,
  FileToPost,
  Portal,
  PostHooks,
  PostOutcome,
  RecentMessages,
} from '#engine/ports.ts';
import type { Choices } from './choices.ts';
import { BOT, type Answer, type SimServer } from './sim-server.ts';

export interface SimPortalDeps {
  readonly server: SimServer;
  readonly files: FileSystem;
  /** The clock of the process: its timers die with it. */
  readonly clock: Clock;
  readonly random: () => number;
  /** Without scope `im` only the newest message id is known. */
  readonly canRead: boolean;
  /** Hears of what the program is about to send. */
  readonly choices: Choices;
  /** A control: looks into the chat see nothing. */
  readonly isBlind: boolean;
}

const UPLOAD = 'imbot.v2.File.upload';
const QUESTION = 'im.dialog.messages.get';
const LOCAL_MS = 1;
const CONNECT_MS = 20;
const TRANSFER_MS = 200;
const ANSWER_TIMEOUT_MS = 150_000;

/** The portal as one process sees it, at the port of the real client and with its promises. */
export class SimPortal implements Portal {
  readonly #parts: SimPortalDeps;
  readonly #limits: PortalLimits;

  constructor(parts: SimPortalDeps) {
    this.#parts = parts;
    const { clock, random } = parts;
    this.#limits = new PortalLimits({ clock, random, rate: { burst: 50, requestsPerSecond: 2 } });
  }

  async post(file: FileToPost, hooks: PostHooks, signal: AbortSignal): Promise<PostOutcome> {
    const { server, files, choices } = this.#parts;
    const choice = choices.posts(file.target.dialog, file.path);
    let sentBytes = 0;
    try {
      // Nothing that reaches the network goes on in a dead process, whose timers have died.
      await this.#wait(LOCAL_MS, signal);
      await this.#limits.pass(UPLOAD, signal);
      const source = await fromFile(files, file);
      hooks.onStart();
      await this.#connect(signal);
      const mishap = server.mishaps.shift();
      const half = file.stamp.size >> 1;
      const bytes = new Uint8Array(file.stamp.size);
      sentBytes = await source.read(bytes.subarray(0, half), 0);
      await this.#wait(TRANSFER_MS, signal);
      sentBytes += await source.read(bytes.subarray(half), half);
      await source.requireUnchanged();
      if (server.isOffline || mishap?.type === 'broken')
        throw new AppError('network.interrupted', 'broken off');

      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const answer = await this.#answerTo(
        (done) => server.receive({ dialog: file.target.dialog, name: file.name, bytes }, mishap, done),
        signal,
      );
      if (answer === 'no answer') {
        return { type: 'failed', error: new AppError('network.unanswered', 'no answer'), sentBytes, sha256 };
      }
      if (answer instanceof AppError) {
        return { type: 'failed', error: this.#limits.refused(UPLOAD, answer), sentBytes, sha256 };
      }
      const { messageId, file: stored } = answer;
      const receipt = { messageId, fileId: stored?.fileId, chatId: 5, storedName: stored?.name, sha256 };
      return { type: 'posted', receipt };
    } catch (thrown) {
      return { type: 'failed', error: AppError.from(thrown), sentBytes };
    } finally {
      choices.ends(choice);
    }
  }

  /** No history removes anything. */
  removeMessage(): Promise<boolean> {
    return Promise.reject(new AppError('message.none', 'nothing to remove'));
  }

  async canReadMessages({ dialog }: { readonly dialog: string }, signal: AbortSignal): Promise<boolean> {
    await this.#asking(dialog, () => this.#wait(LOCAL_MS, signal));
    return this.#parts.canRead;
  }

  async newestMessageId({ dialog }: { readonly dialog: string }, signal: AbortSignal): Promise<number> {
    const messages = await this.#asking(dialog, () => this.#ask(dialog, signal));
    return messages.at(-1)?.messageId ?? 0;
  }

  async messagesSince(
    { dialog }: { readonly dialog: string },
    afterId: number,
    signal: AbortSignal,
  ): Promise<ChatHistory> {
    const messages = await this.#ask(dialog, signal);
    if (this.#parts.isBlind) return { type: 'messages', botId: BOT, messages: [] };
    if (!this.#parts.canRead) return { type: 'newest', messageId: messages.at(-1)?.messageId ?? 0 };
    const newer = messages.filter(({ messageId }) => messageId >= afterId);
    return { type: 'messages', botId: BOT, messages: newer.map((message) => ({ ...message, text: '' })) };
  }

  async newestMessages(
    { dialog }: { readonly dialog: string },
    signal: AbortSignal,
  ): Promise<RecentMessages> {
    const messages = await this.#ask(dialog, signal);
    return { type: 'messages', botId: BOT, messages: messages.map((message) => ({ ...message, text: '' })) };
  }

  /** Rivals are not simulated. */
  recentMessages(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  async probe(target: { readonly dialog: string }, signal: AbortSignal): Promise<void> {
    await this.#ask(target.dialog, signal);
  }

  async #asking<T>(dialog: string, ask: () => Promise<T>): Promise<T> {
    const { choices } = this.#parts;
    const choice = choices.asks(dialog);
    try {
      const answer = await ask();
      choices.answered(choice);
      return answer;
    } catch (thrown) {
      choices.ends(choice);
      throw thrown;
    }
  }

  async #ask(dialog: string, signal: AbortSignal) {
    await this.#limits.pass(QUESTION, signal);
    await this.#wait(CONNECT_MS, signal);
    try {
      return this.#parts.server.ask(dialog);
    } catch (thrown) {
      throw this.#limits.refused(QUESTION, AppError.from(thrown));
    }
  }

  async #connect(signal: AbortSignal): Promise<void> {
    await this.#wait(CONNECT_MS, signal);
    if (this.#parts.server.isOffline) throw new AppError('network.offline', 'offline');
  }

  #wait(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const stop = () => reject(new AppError('network.interrupted', 'told to stop'));
      if (signal.aborted) {
        stop();
        return;
      }
      signal.addEventListener('abort', stop, { once: true });
      this.#parts.clock.setTimer(ms, () => {
        signal.removeEventListener('abort', stop);
        resolve();
      });
    });
  }

  #answerTo(send: (done: (answer: Answer) => void) => void, signal: AbortSignal): Promise<Answer> {
    return new Promise((resolve) => {
      signal.addEventListener('abort', () => resolve('no answer'), { once: true });
      this.#parts.clock.setTimer(ANSWER_TIMEOUT_MS, () => resolve('no answer'));
      // A dead process hears no answer: its timers have died with it.
      send((answer) => this.#parts.clock.setTimer(0, () => resolve(answer)));
    });
  }
}

async function fromFile(files: FileSystem, file: FileToPost) {
  const open = await files.open(file.path, file.root);
  const source = {
    read: (target: Uint8Array, position: number) => open.read(target, position),
    requireUnchanged: async () => {
      if (!isSameVersion(await open.stamp(), file.stamp)) throw new AppError('file.changed', 'changed');
    },
  };
  await source.requireUnchanged();
  return source;
}
