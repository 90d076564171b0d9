import { createHash } from 'node:crypto';
import { AppError, type ErrorCode } from '#domain/errors.ts';
import type { RateLimit } from '#bitrix24/client/leaky-bucket.ts';
import type { Clock } from '#engine/ports.ts';

/** What happens to the next upload whose body arrives, instead of an answer. */
export type Mishap =
  /** Refused before it ran. */
  | { readonly type: 'refused'; readonly code: ErrorCode }
  /** The line breaks in the middle of the body. */
  | { readonly type: 'broken' }
  /** The body arrives, then everything about it is lost. */
  | { readonly type: 'lost' }
  /** The line breaks right after the body; the portal posts the file this much later. */
  | { readonly type: 'late'; readonly ms: number }
  /** Posted this much later, and answered properly then. */
  | { readonly type: 'slow'; readonly ms: number }
  /** An internal error is answered, after or before the file was posted. */
  | { readonly type: 'internal'; readonly isPosted: boolean };

export interface SimMessage {
  readonly messageId: number;
  readonly authorId: number;
  readonly file:
    | { readonly fileId: number; readonly name: string; readonly size: number; readonly sha256: string }
    | undefined;
}

export interface Arrived {
  readonly dialog: string;
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface SimServerTraits {
  /** Without a limit it takes as many requests as come. */
  readonly limit?: RateLimit;
  /** How long it thinks about a file. */
  readonly answerMs?: number;
}

const NO_LIMIT: RateLimit = { burst: Infinity, requestsPerSecond: 0 };

export type Answer = SimMessage | AppError | 'no answer';

export const BOT = 456;
const SOMEBODY = 1;

/** The portal: it lives on while the program is killed and started, and finishes what it has received. */
export class SimServer {
  readonly chats = new Map<string, SimMessage[]>();
  readonly mishaps: Mishap[] = [];
  isOffline = false;
  /** So many of the next questions get no usable answer. */
  deafFor = 0;
  readonly #clock: Pick<Clock, 'setTimer' | 'monotonicMs'>;
  readonly #limit: RateLimit;
  readonly #answerMs: number;
  #level = 0;
  #levelAt = 0;
  #messageId = 100;

  constructor(clock: Pick<Clock, 'setTimer' | 'monotonicMs'>, traits: SimServerTraits = {}) {
    this.#clock = clock;
    this.#limit = traits.limit ?? NO_LIMIT;
    this.#answerMs = traits.answerMs ?? 40;
  }

  /** A body has arrived whole; `answer` is called at most once, when the answer gets through. */
  receive(upload: Arrived, mishap: Mishap | undefined, answer: (answer: Answer) => void): void {
    const reply = (value: Answer) =>
      this.#clock.setTimer(this.#answerMs, () => answer(this.isOffline ? 'no answer' : value));
    if (this.#isOverLimit()) {
      reply(new AppError('portal.rate-limited', 'too many requests'));
      return;
    }
    switch (mishap?.type) {
      case 'refused':
        reply(new AppError(mishap.code, 'refused'));
        return;
      case 'broken':
      case 'lost':
        reply('no answer');
        return;
      case 'late':
        this.#clock.setTimer(mishap.ms, () => this.#post(upload));
        reply('no answer');
        return;
      case 'slow':
        this.#clock.setTimer(mishap.ms, () => reply(this.#post(upload)));
        return;
      case 'internal':
        if (mishap.isPosted) this.#post(upload);
        reply(new AppError('portal.internal', 'internal error'));
        return;
      case undefined:
        reply(this.#post(upload));
    }
  }

  /** Somebody else writes. */
  chatter(dialog: string): void {
    this.chat(dialog).push({ messageId: ++this.#messageId, authorId: SOMEBODY, file: undefined });
  }

  chat(dialog: string): SimMessage[] {
    const chat = this.chats.get(dialog) ?? [];
    this.chats.set(dialog, chat);
    return chat;
  }

  /** @throws AppError when the question gets no answer */
  ask(dialog: string): readonly SimMessage[] {
    if (this.isOffline) throw new AppError('network.offline', 'offline');
    if (this.deafFor > 0) {
      this.deafFor -= 1;
      throw new AppError('portal.not-answering', 'no usable answer');
    }
    if (this.#isOverLimit()) throw new AppError('portal.rate-limited', 'too many requests');
    return this.chat(dialog);
  }

  heal(): void {
    this.mishaps.length = 0;
    this.isOffline = false;
    this.deafFor = 0;
  }

  /** The portal's leaky bucket, shared by everybody behind one address. */
  #isOverLimit(): boolean {
    const now = this.#clock.monotonicMs();
    this.#level = Math.max(0, this.#level - ((now - this.#levelAt) * this.#limit.requestsPerSecond) / 1000);
    this.#levelAt = now;
    if (this.#level + 1 > this.#limit.burst) return true;
    this.#level += 1;
    return false;
  }

  #post({ dialog, name, bytes }: Arrived): SimMessage {
    const messageId = ++this.#messageId;
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const file = { fileId: messageId * 10, name: this.#freeName(name), size: bytes.length, sha256 };
    const message = { messageId, authorId: BOT, file };
    this.chat(dialog).push(message);
    return message;
  }

  /** `report (1).pdf` where `report.pdf` is taken. */
  #freeName(name: string): string {
    const taken = new Set([...this.chats.values()].flat().map(({ file }) => file?.name));
    const dot = name.lastIndexOf('.');
    let free = name;
    for (let count = 1; taken.has(free); count++) free = `${name.slice(0, dot)} (${count})${name.slice(dot)}`;
    return free;
  }
}
