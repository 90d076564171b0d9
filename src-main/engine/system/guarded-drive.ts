import { AppError } from '#domain/errors.ts';
import type { ArgsOf, CallName, CallReply, CallRequest, ResultOf } from './drive-calls.ts';
import { CALLS_AT_ONCE, type DriveHelper, type StartDriveHelper } from './drive-helper.ts';

/** A drive that is in use is asked something at least this often, so that it is soon known when it stops answering. */
const PROBE_MS = 10_000;
/** A helper that nobody asks for so long ends; the next call starts another. */
const IDLE_MS = 300_000;

interface Pending {
  readonly request: CallRequest;
  /** Nobody waits for the answer, so that it does not keep the process alive. */
  readonly isProbe: boolean;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
  /** Monotonic; undefined while it waits for its turn. */
  startedMs?: number;
  timer?: NodeJS.Timeout;
}

export interface GuardedDriveOptions {
  /** The folder at which the drive begins. */
  readonly root: string;
  readonly startHelper: StartDriveHelper;
  /** Milliseconds after which a call is given up. */
  readonly limitMs: () => number;
}

/**
 * One drive that may stop answering. A call that takes too long is given up, and with it all others: from then on
 * every call is refused at once with `drive.unresponsive`, and the drive is asked nothing, until one of those that
 * were given up has returned.
 */
export class GuardedDrive {
  readonly #options: GuardedDriveOptions;
  #helper: DriveHelper | undefined;
  readonly #waiting: Pending[] = [];
  readonly #underWay = new Map<number, Pending>();
  /** Calls that were given up and have not returned, by their ids. */
  readonly #givenUp = new Map<number, CallRequest>();
  #isUnresponsive = false;
  /** Files to be closed once the drive answers again. */
  #toClose: number[] = [];
  #openFiles = 0;
  #lastId = 0;
  #probe: NodeJS.Timeout | undefined;
  /** Monotonic. */
  #usedMs = -Infinity;

  constructor(options: GuardedDriveOptions) {
    this.#options = options;
  }

  ask<C extends CallName>(call: C, ...args: ArgsOf<C>): Promise<ResultOf<C>> {
    this.#usedMs = performance.now();
    // The helper answers with what `Calls` says.
    return this.#queue({ id: ++this.#lastId, call, args }, false) as Promise<ResultOf<C>>;
  }

  /** Gives up sooner, also what is under way: the limit has become shorter. */
  hurry(): void {
    for (const pending of this.#underWay.values()) this.#arm(pending);
  }

  #queue(request: CallRequest, isProbe: boolean): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ request, isProbe, resolve, reject });
      if (this.#isUnresponsive) this.#rejectAll();
      else this.#send();
    });
  }

  #send(): void {
    clearTimeout(this.#probe);
    while (this.#underWay.size < CALLS_AT_ONCE) {
      const pending = this.#waiting.shift();
      if (pending === undefined) return;
      this.#helper ??= this.#start();
      this.#underWay.set(pending.request.id, pending);
      pending.startedMs = performance.now();
      this.#arm(pending);
      this.#helper.ask(pending.request);
    }
  }

  #start(): DriveHelper {
    const helper = this.#options.startHelper({
      onReply: (reply) => this.#take(reply),
      onExit: () => {
        if (this.#helper === helper) this.#lose();
      },
    });
    return helper;
  }

  #arm(pending: Pending): void {
    const tookMs = performance.now() - (pending.startedMs ?? 0);
    clearTimeout(pending.timer);
    pending.timer = setTimeout(() => this.#giveUp(), Math.max(0, this.#options.limitMs() - tookMs));
    if (pending.isProbe) pending.timer.unref();
  }

  #giveUp(): void {
    this.#isUnresponsive = true;
    for (const { request } of this.#underWay.values()) this.#givenUp.set(request.id, request);
    this.#rejectAll();
  }

  /** The helper is gone, and what was open in it. */
  #lose(): void {
    this.#helper = undefined;
    this.#isUnresponsive = false;
    this.#givenUp.clear();
    this.#rejectAll();
    this.#toClose = [];
    this.#openFiles = 0;
  }

  #rejectAll(): void {
    const unsent = this.#waiting.splice(0);
    for (const { request } of unsent) if (isClose(request)) this.#toClose.push(request.args[0]);
    const all = [...this.#underWay.values(), ...unsent];
    this.#underWay.clear();
    for (const { timer, reject } of all) {
      clearTimeout(timer);
      reject(unresponsive());
    }
  }

  #take(reply: CallReply): void {
    const { id } = reply;
    const pending = this.#underWay.get(id);
    const call = (pending?.request ?? this.#givenUp.get(id))?.call;
    if (call === 'open' && 'result' in reply) this.#openFiles += 1;
    if (call === 'fileClose') this.#openFiles -= 1;
    if (pending === undefined) {
      this.#takeLate(reply, call);
      return;
    }
    this.#underWay.delete(id);
    clearTimeout(pending.timer);
    if ('result' in reply) pending.resolve(reply.result);
    else pending.reject(toError(reply));
    this.#send();
    this.#rest();
  }

  /** The drive answers again. Nobody waits any more for a file that was opened meanwhile. */
  #takeLate(reply: CallReply, call: CallName | undefined): void {
    this.#givenUp.delete(reply.id);
    this.#isUnresponsive = false;
    const isOpened = call === 'open' && 'result' in reply && typeof reply.result === 'number';
    const files = isOpened ? [...this.#toClose, reply.result] : this.#toClose;
    this.#toClose = [];
    for (const file of files) this.ask('fileClose', file).catch(() => undefined);
  }

  #rest(): void {
    if (this.#underWay.size > 0) return;
    this.#probe = setTimeout(() => this.#askAnything(), PROBE_MS).unref();
  }

  #askAnything(): void {
    if (performance.now() - this.#usedMs > IDLE_MS && this.#openFiles === 0) {
      this.#helper?.kill();
      return;
    }
    const request: CallRequest = { id: ++this.#lastId, call: 'lstat', args: [this.#options.root] };
    this.#queue(request, true).catch(() => undefined);
  }
}

function unresponsive(): AppError {
  return new AppError('drive.unresponsive', 'the drive does not answer');
}

function isClose(request: CallRequest): request is CallRequest<'fileClose'> {
  return request.call === 'fileClose';
}

function toError({ message, code }: Extract<CallReply, { message: string }>): Error {
  return Object.assign(new Error(message), code === undefined ? {} : { code });
}
