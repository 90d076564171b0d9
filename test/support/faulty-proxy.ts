import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** What happens to the connection of an upload. Bytes count from the start of its request or of its answer. */
export type LineFault =
  /** Everything arrives so much later. */
  | { readonly type: 'delay'; readonly ms: number }
  /** The connection is reset once so much of the request has passed; of the answer with `in: 'answer'`. */
  | { readonly type: 'cut'; readonly in: 'request' | 'answer'; readonly atByte: number }
  | { readonly type: 'throttle'; readonly bytesPerSecond: number }
  /** From this byte on nothing passes in either direction, and nobody is told. */
  | { readonly type: 'black-hole'; readonly in: 'request' | 'answer'; readonly atByte: number }
  /** The portal's side is closed, ours stays open and silent. */
  | { readonly type: 'half-open'; readonly atByte: number }
  /** The answer comes a few bytes at a time. */
  | { readonly type: 'drip'; readonly ms: number }
  /** Every byte of the answer comes twice. */
  | { readonly type: 'duplicate-answer' }
  /** The answer comes once more when the body of the next upload on the connection has passed, as if it were its own. */
  | { readonly type: 'stale-answer' };

export interface FaultyProxy {
  readonly port: number;
  /** Uploads are struck in this order, one fault each; those after the last pass. */
  readonly faults: LineFault[];
  /** How many answers have come once more in the place of another. */
  readonly staleAnswers: number;
  close(): Promise<void>;
}

const UPLOAD = 'imbot.v2.File.upload';
const DRIP_BYTES = 24;

/** A line on loopback to a port of this machine that does to uploads what a test says. */
export async function startFaultyProxy(targetPort: number): Promise<FaultyProxy> {
  const faults: LineFault[] = [];
  let staleAnswers = 0;
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const portal = connect(targetPort, '127.0.0.1');
    for (const socket of [client, portal]) {
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
      // Both ends break off as they like here.
      socket.on('error', () => socket.destroy());
    }
    new Line(client, portal, faults, () => (staleAnswers += 1));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    faults,
    get staleAnswers() {
      return staleAnswers;
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** One connection through the proxy. */
class Line {
  readonly #client: Socket;
  readonly #portal: Socket;
  readonly #faults: LineFault[];
  readonly #onStale: () => void;
  #fault: LineFault | undefined;
  #request = 0;
  /** Bytes of the request under way with its head. */
  #whole = 0;
  #answer = 0;
  /** A copy of an answer, held for the next upload. */
  #stale: Buffer[] = [];
  #isSilent = false;
  #turn: Promise<void> = Promise.resolve();

  constructor(client: Socket, portal: Socket, faults: LineFault[], onStale: () => void) {
    this.#client = client;
    this.#portal = portal;
    this.#faults = faults;
    this.#onStale = onStale;
    client.on('data', (piece: Buffer) => this.#inTurn(client, () => this.#ask(piece)));
    portal.on('data', (piece: Buffer) => this.#inTurn(portal, () => this.#tell(piece)));
    client.on('close', () => portal.destroy());
    portal.on('close', () => {
      if (!this.#isSilent) void this.#turn.then(() => client.destroy());
    });
  }

  #inTurn(source: Socket, pass: () => Promise<void>): void {
    source.pause();
    this.#turn = this.#turn.then(pass).finally(() => source.resume());
  }

  async #ask(piece: Buffer): Promise<void> {
    const isHead = piece.subarray(0, 5).toString('latin1') === 'POST ';
    if (isHead) {
      const isUpload = piece.subarray(0, 300).includes(UPLOAD);
      this.#fault = isUpload ? this.#faults.shift() : undefined;
      this.#request = 0;
      this.#whole = wholeOf(piece);
      this.#answer = 0;
    }
    const before = this.#request;
    this.#request += piece.length;
    const fault = this.#fault;
    if (fault?.type === 'delay') await pause(fault.ms);
    if (fault?.type === 'throttle') await pause((piece.length / fault.bytesPerSecond) * 1000);
    const at = fault !== undefined && 'atByte' in fault ? fault.atByte : Infinity;
    const isAsked =
      fault?.type === 'half-open' || (fault !== undefined && 'in' in fault && fault.in === 'request');
    if (isAsked && this.#request > at) {
      this.#send(this.#portal, piece.subarray(0, Math.max(0, at - before)));
      this.#strike();
    } else {
      this.#send(this.#portal, piece);
      if (this.#request >= this.#whole) this.#tellAgain();
    }
  }

  async #tell(piece: Buffer): Promise<void> {
    const fault = this.#fault;
    const before = this.#answer;
    this.#answer += piece.length;
    if (fault?.type === 'duplicate-answer') {
      this.#send(this.#client, Buffer.concat([piece, piece]));
    } else if (fault?.type === 'stale-answer') {
      this.#stale.push(piece);
      this.#send(this.#client, piece);
    } else if (fault?.type === 'drip') {
      for (let at = 0; at < piece.length; at += DRIP_BYTES) {
        this.#send(this.#client, piece.subarray(at, at + DRIP_BYTES));
        await pause(fault.ms);
      }
    } else if (fault !== undefined && 'in' in fault && fault.in === 'answer' && this.#answer > fault.atByte) {
      this.#send(this.#client, piece.subarray(0, Math.max(0, fault.atByte - before)));
      this.#strike();
    } else {
      this.#send(this.#client, piece);
    }
  }

  /** The whole request has passed, and the portal's own answer to it has not come yet. */
  #tellAgain(): void {
    if (this.#stale.length === 0) return;
    this.#send(this.#client, Buffer.concat(this.#stale.splice(0)));
    this.#onStale();
  }

  #strike(): void {
    switch (this.#fault?.type) {
      case 'cut':
        this.#portal.resetAndDestroy();
        this.#client.resetAndDestroy();
        return;
      case 'half-open':
        this.#isSilent = true;
        this.#portal.end();
        return;
      default:
        this.#isSilent = true;
    }
  }

  #send(to: Socket, piece: Buffer): void {
    if (!this.#isSilent && piece.length > 0 && to.writable) to.write(piece);
  }
}

/** How long a request is by its head. */
function wholeOf(begin: Buffer): number {
  const head = begin.subarray(0, begin.indexOf('\r\n\r\n') + 4);
  return head.length + Number(/content-length: (\d+)/iu.exec(head.toString('latin1'))?.[1] ?? 0);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
