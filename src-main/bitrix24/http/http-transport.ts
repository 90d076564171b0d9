import { request as httpRequest, type ClientRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { TLSSocket } from 'node:tls';

import { BodyWriter } from '../upload/body-writer.ts';
import { CutOff, type HttpCall, type HttpOutcome } from './http-call.ts';
import { readAnswer } from '../client/read-answer.ts';
import { ReceivedBytes } from './received-bytes.ts';
import { RequestTimers } from './request-timers.ts';
import { sendDeadlineMs } from './timeouts.ts';

/**
 * Makes one request, once. Never rejects for what the network or the other side did, never repeats anything,
 * never follows a redirect. When it resolves, the body's `send` has ended and the connection is let go.
 */
export async function exchange(call: HttpCall): Promise<HttpOutcome> {
  const request = openRequest(call);
  const body = new BodyWriter(request, call.body);
  const answered = answerTo(request);
  // Once the answer has begun, Node reports our own reasons as a reset.
  let endedBy: Error | undefined;
  const end = (cause: Error) => {
    endedBy ??= cause;
    request.destroy(cause);
  };
  const timers = new RequestTimers((reason) => end(new CutOff(reason)));
  const abort = () => end(abortCause(call.signal));
  call.signal.addEventListener('abort', abort, { once: true });

  let connected = false;
  let sending: Promise<void> = Promise.resolve();
  let status: number | undefined;
  try {
    if (call.signal.aborted) abort();
    timers.start('connect', call.timeouts.connectMs);
    await connectionOf(request);
    connected = true;
    const received = call.mustBeAlone === true ? new ReceivedBytes(request) : undefined;
    timers.stop('connect');

    timers.start('deadline', sendDeadlineMs(call.timeouts, body.length));
    timers.start('stall', call.timeouts.stallMs);
    body.onFlushed = () => timers.again('stall');
    body.onPause = () => timers.hold();
    body.onResume = () => timers.goOn();
    sending = body.send().then(() => {
      timers.stop('stall');
      timers.start('answer', call.timeouts.answerMs);
      timers.start('deadline', call.timeouts.answerMs + call.timeouts.bodyGapMs);
    });

    const response = await Promise.race([answered, sending.then(() => answered)]);
    timers.stop('answer');
    timers.stop('stall');
    status = response.statusCode ?? 0;
    // Judged here: nothing more is sent once an answer has begun.
    const { isComplete: bodyComplete } = body;
    if (!bodyComplete) body.stop();
    const text = await readAnswer(response, call.timeouts.bodyGapMs);
    await received?.requireNothingMore(response);
    return { type: 'answered', status, headers: response.headers, text, bodyComplete };
  } catch (thrown) {
    const cause = endedBy ?? thrown;
    if (!connected) return { type: 'not-connected', cause };
    if (!body.isComplete) return { type: 'broke-off', cause };
    return { type: 'unanswered', cause, status, reusedSocket: request.reusedSocket };
  } finally {
    timers.stopAll();
    call.signal.removeEventListener('abort', abort);
    if (!body.isComplete || !request.writableFinished) request.destroy();
    body.stop();
    // Why it ended is known by now; what matters is that nobody uses the file any more.
    await sending.catch(() => undefined);
  }
}

function openRequest(call: HttpCall): ClientRequest {
  const { body, url } = call;
  const options = {
    method: call.method,
    agent: call.agent,
    ...(call.secureContext === undefined ? {} : { secureContext: call.secureContext }),
    // Said aloud, or NODE_TLS_REJECT_UNAUTHORIZED=0 in somebody's environment would switch the check off.
    rejectUnauthorized: true,
    headers: {
      Accept: 'application/json',
      'User-Agent': call.userAgent,
      ...(body === undefined ? {} : { 'Content-Type': body.contentType, 'Content-Length': body.length }),
    },
  };
  return url.protocol === 'https:' ? httpsRequest(url, options) : httpRequest(url, options);
}

/** Resolves when bytes can be sent: TCP, proxy and TLS are done. */
function connectionOf(request: ClientRequest): Promise<void> {
  return new Promise((resolve, reject) => {
    request.once('error', reject);
    request.once('close', () => reject(new Error('connection closed')));
    request.once('socket', (socket) => {
      if (socket instanceof TLSSocket) {
        if (isHandshaking(socket)) socket.once('secureConnect', resolve);
        else resolve();
      } else if (socket.connecting) socket.once('connect', resolve);
      else resolve();
    });
  });
}

/** Node keeps the flag, its types do not; a socket out of a proxy's tunnel or of the pool has done it already. */
function isHandshaking(socket: TLSSocket): boolean {
  return (socket as { secureConnecting?: boolean }).secureConnecting === true;
}

function answerTo(request: ClientRequest): Promise<IncomingMessage> {
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    request.once('response', resolve);
    request.on('error', reject);
    request.once('close', () => reject(new Error('connection closed without an answer')));
  });
  // Awaited only once connected; until then `connectionOf` reports the same failure.
  answered.catch(() => undefined);
  return answered;
}

function abortCause(signal: AbortSignal): Error {
  return signal.reason instanceof Error ? signal.reason : new Error('aborted', { cause: signal.reason });
}
