import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { refuseWith } from '../methods/refusal.ts';
import { refusal } from '../server/call.ts';
import type { Host } from '../server/host.ts';
import { json, reset, send, sendStruck } from '../server/reply.ts';
import { askUser, takeAnswer } from './authorize.ts';
import { exchange } from './token-endpoint.ts';

/** The authorization server, which here lives on the portal itself. */
export async function serveOAuth(
  host: Host,
  url: URL,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { socket } = request;
  const form = new URLSearchParams(await text(request));
  const params = new URLSearchParams([...url.searchParams, ...form]);
  const place = url.pathname.replace(/\/+$/, '');
  if (place === '/oauth/token') return serveToken(host, params, socket, response);
  if (place !== '/oauth/authorize') {
    send(response, json(404, { error: 'invalid_request' }));
    return;
  }
  send(response, request.method === 'POST' ? takeAnswer(host, params) : askUser(host, params));
}

/** Faults strike here too: `after-storing` loses an answer whose refresh token is the only valid one. */
async function serveToken(
  host: Host,
  params: URLSearchParams,
  socket: Socket,
  response: ServerResponse,
): Promise<void> {
  response.once('close', host.traffic.enter('oauth/token'));
  const struck = host.faults.take('oauth/token');
  if (struck.delay !== undefined) await sleep(struck.delay.ms, undefined, { signal: host.closing });
  if (struck.cut?.at === 'before-body' || struck.cut?.at === 'after-body') {
    reset(socket);
    return;
  }
  if (struck.refuse !== undefined) {
    const { code, status, description } = struck.refuse;
    send(response, refusal(refuseWith(code, status, description)));
    return;
  }
  const reply = exchange(host, params);
  if (struck.cut?.at === 'after-storing') {
    reset(socket);
    return;
  }
  await sendStruck(socket, response, reply, struck, host.closing);
}
