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
  | { readonly type: 'duplicate-answer' };

export interface FaultyProxy {
  readonly port: number;
  /** Uploads are struck in this order, one fault each; those after the last pass. */
  readonly faults: LineFault[];
  close(): Promise<void>;
}

const UPLOAD = 'imbot.v2.File.upload';
const DRIP_BYTES = 24;

/** A line on loopback to a port of this machine that does to uploads what a test says. */
export async function startFaultyProxy(targetPort: number): Promise<FaultyProxy> {
  const faults: LineFault[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const portal = connect(targetPort, '127.0.0.1');
    for (const socket of [client, portal]) {
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
      // Both ends break off as they like here.
      socket.on('error', () => socket.destroy());
    }
    new Line(client, portal, faults);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    faults,
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
  #fault: LineFault | undefined;
  #request = 0;
  #answer = 0;
  #isSilent = false;
  #turn: Promise<void> = Promise.resolve();

  constructor(client: Socket, portal: Socket, faults: LineFault[]) {
    this.#client = client;
    this.#portal = portal;
    this.#faults = faults;
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
    }
  }

  async #tell(piece: Buffer): Promise<void> {
    const fault = this.#fault;
    const before = this.#answer;
    this.#answer += piece.length;
    if (fault?.type === 'duplicate-answer') {
      this.#send(this.#client, Buffer.concat([piece, piece]));
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

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
