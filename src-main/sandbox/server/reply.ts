import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Struck } from '../faults/fault.ts';

/** An answer, complete. */
export interface Reply {
  readonly status: number;
  readonly body: string;
  readonly contentType: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export function json(status: number, value: unknown): Reply {
  return { status, body: JSON.stringify(value), contentType: 'application/json; charset=utf-8' };
}

export function redirect(location: string): Reply {
  return { status: 302, body: '', contentType: 'text/html; charset=utf-8', headers: { location } };
}

export function send(response: ServerResponse, reply: Reply): void {
  writeHead(response, reply);
  response.end(reply.body);
}

/** Resets the connection: no more is read, and what is still to be answered never arrives. */
export function reset(socket: Socket): void {
  socket.resetAndDestroy();
}

/** Sends an answer, or what `drip` and a cut in the middle make of it. */
export async function sendStruck(
  socket: Socket,
  response: ServerResponse,
  reply: Reply,
  struck: Struck,
  closing: AbortSignal,
): Promise<void> {
  const bytes = Buffer.from(reply.body);
  if (struck.cut?.at === 'in-answer') {
    writeHead(response, reply);
    await new Promise<void>((resolve) => {
      response.write(bytes.subarray(0, bytes.length >> 1), () => resolve());
    });
    // A plain end: a reset could overtake the half that was sent.
    socket.end();
    return;
  }
  if (struck.drip === undefined) {
    send(response, reply);
    return;
  }
  writeHead(response, reply);
  for (let at = 0; at < bytes.length && !response.destroyed; at += 16) {
    await sleep(struck.drip.ms, undefined, { signal: closing });
    response.write(bytes.subarray(at, at + 16));
  }
  response.end();
}

function writeHead(response: ServerResponse, { status, contentType, headers, body }: Reply): void {
  response.writeHead(status, {
    'content-type': contentType,
    'content-length': Buffer.byteLength(body),
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
    ...headers,
  });
}
