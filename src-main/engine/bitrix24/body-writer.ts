import type { ClientRequest } from 'node:http';

import type { BodySink, RequestBody } from './http-call.ts';

/** Sends one body over one request and knows how much of it was handed over. */
export class BodyWriter implements BodySink {
  readonly length: number;
  /** Called whenever the system took a piece over. */
  onTaken: () => void = () => undefined;
  /** Called when we hold the body back ourselves, and when it goes on. */
  onHold: () => void = () => undefined;
  onGoOn: () => void = () => undefined;
  readonly #request: ClientRequest;
  readonly #body: RequestBody | undefined;
  readonly #waiting = new Set<(cause: Error) => void>();
  #handedBytes = 0;
  #stopped = false;

  constructor(request: ClientRequest, body: RequestBody | undefined) {
    this.#request = request;
    this.#body = body;
    this.length = body?.length ?? 0;
    request.once('close', () => this.stop());
  }

  /** True from the moment the last piece was handed over, whether or not it got anywhere. */
  get isComplete(): boolean {
    return this.#handedBytes === this.length;
  }

  async send(): Promise<void> {
    await this.#body?.send(this);
    if (!this.isComplete) throw new Error('body shorter than announced');
    this.#request.end();
  }

  write(piece: Uint8Array): Promise<void> {
    if (this.#stopped) return Promise.reject(new Error('request is over'));
    if (this.#handedBytes + piece.length > this.length) {
      return Promise.reject(new Error('body longer than announced'));
    }
    // Counted before it is handed over: from then on it may arrive.
    this.#handedBytes += piece.length;
    return new Promise((resolve, reject) => {
      this.#waiting.add(reject);
      this.#request.write(piece, (error) => {
        this.#waiting.delete(reject);
        if (error) {
          reject(error);
          return;
        }
        this.onTaken();
        resolve();
      });
    });
  }

  async hold(leave: Promise<void>): Promise<void> {
    this.onHold();
    try {
      await leave;
    } finally {
      this.onGoOn();
    }
  }

  /** No piece is taken any more; whoever waits for one to be taken over is told. */
  stop(): void {
    this.#stopped = true;
    for (const reject of this.#waiting) reject(new Error('request is over'));
    this.#waiting.clear();
  }
}
