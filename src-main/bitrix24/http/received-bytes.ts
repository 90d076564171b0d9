import type { ClientRequest, IncomingMessage } from 'node:http';

/** Far more than an answer may have; what comes then is not looked at. */
const MAX_BYTES = 2 * 1024 * 1024;
const END_OF_HEAD = '\r\n\r\n';

/**
 * All that came over the connection of one request. Something on the way may pass on an answer that belongs to another
 * request; then the real one follows, and neither can be trusted.
 */
export class ReceivedBytes {
  readonly #chunks: Buffer[] = [];
  #bytes = 0;

  /** Listens from now on; the request has its connection and no answer yet. */
  constructor(request: ClientRequest) {
    request.socket?.on('data', (chunk: Buffer) => {
      this.#bytes += chunk.length;
      if (this.#bytes <= MAX_BYTES) this.#chunks.push(chunk);
    });
  }

  /** @throws Error when more than this one answer has come */
  async requireNothingMore(response: IncomingMessage): Promise<void> {
    // What lies in the system's buffers by now is read first.
    await new Promise((resolve) => setImmediate(resolve));
    const text = Buffer.concat(this.#chunks).toString('latin1');
    if (!isOneAnswer(text, response.headers['content-length'])) {
      response.destroy();
      throw new Error('something that nobody asked for came with the answer');
    }
  }
}

function isOneAnswer(text: string, contentLength: string | undefined): boolean {
  const heads = text.match(/HTTP\/1\.[01] [2-5]\d\d[ \r]/g) ?? [];
  if (heads.length > 1) return false;
  const body = text.slice(text.indexOf(END_OF_HEAD, Math.max(0, text.search(/HTTP\/1\.[01] [2-5]/))) + 4);
  return contentLength === undefined || body.length <= Number(contentLength);
}
