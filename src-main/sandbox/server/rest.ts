import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Struck } from '../faults/fault.ts';
import { refuseWith } from '../methods/refusal.ts';
import { receive } from '../request/receive.ts';
import type { Received } from '../request/receive.ts';
import { answerCall, refusal } from './call.ts';
import type { RestRequest } from './call.ts';
import type { Host } from './host.ts';
import { paceOf } from './pace.ts';
import { reset, send, sendStruck } from './reply.ts';
import type { Reply } from './reply.ts';

const TOO_LARGE: Reply = {
  status: 413,
  contentType: 'text/html',
  body: '<html><head><title>413 Request Entity Too Large</title></head><body><h1>413</h1></body></html>',
};

/** One REST call from its first byte to the last of its answer, with the faults that strike it. */
export async function serveCall(
  host: Host,
  rest: Omit<RestRequest, 'isSendBroken'>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { socket } = request; // a request that is over no longer has one
  const struck = host.faults.take(rest.address.method);
  if (struck.delay !== undefined) await sleep(struck.delay.ms, undefined, { signal: host.closing });
  if (struck.cut?.at === 'before-body') {
    reset(socket);
    return;
  }
  const early = earlyAnswer(host, struck, request);
  if (early !== undefined) {
    request.resume(); // closing on a client that still sends would reset the connection and lose the answer
    send(response, early);
    return;
  }

  const received = await takeBody(host, struck, request);
  if (received === undefined) {
    reset(socket);
    return;
  }
  if (struck['late-commit'] !== undefined) {
    await sleep(struck['late-commit'].ms, undefined, { signal: host.closing });
  }
  // This one refusal comes after the file was put on the Drive (reference 1.3), so the work is begun.
  const isSendBroken = struck.refuse?.code === 'FILE_SEND_FAILED' && isUpload(rest.address.method);
  const reply =
    (isSendBroken ? undefined : cannedReply(struck, host, received)) ??
    answerCall(host, { ...rest, isSendBroken }, received);

  if (struck.cut?.at === 'after-storing') {
    reset(socket);
    return;
  }
  if (struck.withhold !== undefined) {
    if (!response.destroyed) await once(response, 'close', { signal: host.closing });
    return;
  }
  await sendStruck(socket, response, reply, struck, host.closing);
}

/** What the front end says without looking at the body. */
function earlyAnswer({ settings }: Host, { answer }: Struck, request: IncomingMessage): Reply | undefined {
  if (answer?.at === 'before-body') return asReply(answer);
  const limit = settings().maxBodyBytes;
  return limit > 0 && Number(request.headers['content-length'] ?? 0) > limit ? TOO_LARGE : undefined;
}

/** Undefined when a fault cuts the connection before the work begins. */
async function takeBody(host: Host, struck: Struck, request: IncomingMessage): Promise<Received | undefined> {
  const pace = paceOf(struck, Number(request.headers['content-length'] ?? 0), host.closing);
  try {
    const received = await receive(request, { folder: host.store.filesFolder, pace });
    if (struck.cut?.at !== 'after-body') return received;
    discard(host, received);
    return undefined;
  } catch (error) {
    // A body that ends early, ours to cut or the client's: nothing is kept, and nobody is there to answer.
    if (struck.cut?.at === 'in-body' || request.destroyed || host.closing.aborted) return undefined;
    throw error;
  }
}

/** The answer a fault gives in the portal's place; the work is not done then. */
function cannedReply(struck: Struck, host: Host, received: Received): Reply | undefined {
  const { answer, refuse } = struck;
  if (answer === undefined && refuse === undefined) return undefined;
  discard(host, received);
  if (answer !== undefined) return asReply(answer);
  return refuse && refusal(refuseWith(refuse.code, refuse.status, refuse.description));
}

function isUpload(method: string): boolean {
  return method.toLowerCase() === 'imbot.v2.file.upload';
}

function discard({ store }: Host, received: Received): void {
  if (received.type === 'params' && received.content.type === 'stored') {
    store.dropUnowned(received.content.key);
  }
}

function asReply(answer: NonNullable<Struck['answer']>): Reply {
  return {
    status: answer.status,
    body: answer.body ?? '',
    contentType: answer.contentType ?? 'application/json; charset=utf-8',
    ...(answer.location === undefined ? {} : { headers: { location: answer.location } }),
  };
}
