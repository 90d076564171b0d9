import { timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { AppError } from '#domain/errors.ts';
import { Secret } from '#domain/secret.ts';

/** What the portal sends the browser back with. */
export interface Callback {
  readonly code: Secret;
  /** Host of the portal that let us in. */
  readonly domain: string | undefined;
  /** Host of the authorization server. */
  readonly serverDomain: string | undefined;
}

export interface LoopbackListener {
  /** Where the browser has to come back to. */
  readonly redirectUri: string;
  /** @throws AppError `portal.sign-in-again` when nobody came in time */
  readonly callback: Promise<Callback>;
  close(): void;
}

const PAGE = (text: string) =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>Chatdrop</title><body><p>${text}</p></body></html>`;

/**
 * Waits on 127.0.0.1, at a port the system picks, for the one request that brings the code. Only a request with
 * our `state`, and to this very address, counts: a page the user has open elsewhere can know neither.
 */
export async function listenForCallback(state: Secret, timeoutMs: number): Promise<LoopbackListener> {
  const { promise: callback, resolve, reject } = Promise.withResolvers<Callback>();
  // Whoever waits is told; a listener closed before anybody waited is no unhandled failure.
  callback.catch(() => undefined);
  const server = createServer((request, response) => {
    const found = readCallback(request, portOf(server), state);
    if (found === undefined) {
      answer(response, 404, 'Nothing here.');
      return;
    }
    answer(response, 200, 'You are signed in. You can close this window and go back to Chatdrop.');
    resolve(found);
    close();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  const timer = setTimeout(() => {
    reject(new AppError('portal.sign-in-again', 'nobody came back from the browser in time'));
    close();
  }, timeoutMs);
  function close(): void {
    clearTimeout(timer);
    server.close();
    server.closeIdleConnections();
    reject(new AppError('portal.sign-in-again', 'signing in was called off'));
  }
  return { redirectUri: `http://127.0.0.1:${portOf(server)}/`, callback, close };
}

function readCallback(request: IncomingMessage, port: number, state: Secret): Callback | undefined {
  const host = `127.0.0.1:${port}`;
  // Another name for this machine is how a foreign page would get here (DNS rebinding).
  if (request.method !== 'GET' || request.headers.host !== host) return undefined;
  const url = URL.parse(request.url ?? '', `http://${host}`);
  if (url?.pathname !== '/' || !isEqual(url.searchParams.get('state') ?? '', state.reveal()))
    return undefined;
  const code = url.searchParams.get('code') ?? '';
  if (code === '') return undefined;
  return {
    code: new Secret(code),
    domain: url.searchParams.get('domain') ?? undefined,
    serverDomain: url.searchParams.get('server_domain') ?? undefined,
  };
}

/** Compares without telling by its duration how much was right. */
function isEqual(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function answer(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': "default-src 'none'",
    'Referrer-Policy': 'no-referrer',
    'Cache-Control': 'no-store',
    Connection: 'close',
  });
  response.end(PAGE(text));
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}
