import type { ClientRequest } from 'node:http';

import type { BodySink, RequestBody } from '../http/http-call.ts';

/** Sends one body over one request and knows how much of it was handed over. */
export class BodyWriter implements BodySink {
  readonly length: number;
  /** Called whenever the system has accepted a chunk. */
  onFlushed: () => void = () => undefined;
  /** Called when our own bandwidth limit pauses the body, and when it resumes. */
  onPause: () => void = () => undefined;
  onResume: () => void = () => undefined;
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

  /** True from the moment the last chunk was handed over, whether or not it got anywhere. */
  get isComplete(): boolean {
    return this.#handedBytes === this.length;
  }

  async send(): Promise<void> {
    await this.#body?.send(this);
    if (!this.isComplete) throw new Error('body shorter than announced');
    this.#request.end();
  }

  write(chunk: Uint8Array): Promise<void> {
    if (this.#stopped) return Promise.reject(new Error('request is over'));
    if (this.#handedBytes + chunk.length > this.length) {
      return Promise.reject(new Error('body longer than announced'));
    }
    // Counted before it is handed over: from then on it may arrive.
    this.#handedBytes += chunk.length;
    return new Promise((resolve, reject) => {
      this.#waiting.add(reject);
      this.#request.write(chunk, (error) => {
        this.#waiting.delete(reject);
        if (error) {
          reject(error);
          return;
        }
        this.onFlushed();
        resolve();
      });
    });
  }

  async pauseUntil(released: Promise<void>): Promise<void> {
    this.onPause();
    try {
      await released;
    } finally {
      this.onResume();
    }
  }

  /** Accepts no more chunks and rejects every pending write. */
  stop(): void {
    this.#stopped = true;
    for (const reject of this.#waiting) reject(new Error('request is over'));
    this.#waiting.clear();
  }
}
