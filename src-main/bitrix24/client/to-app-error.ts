import { AppError, treatmentOf, type ErrorCode } from '#domain/errors.ts';
import { redact } from '#domain/redact.ts';

import type { HttpOutcome } from '../http/http-call.ts';
import { readRestAnswer, type RestAnswer } from './rest-answer.ts';
import { errorCodeOf } from './rest-codes.ts';
import { connectionError, originOf } from '../http/transport-error.ts';

/** What has to be known of a request to judge how it failed. */
export interface RequestNature {
  readonly method: string;
  /** `read` may be asked again at will; what a `write` did must be looked up when its answer was not seen. */
  readonly effect: 'read' | 'write';
  readonly credentials: 'webhook' | 'oauth';
  readonly throughProxy: boolean;
}

/** A usable result, or the failure in our words. */
export type RestResult =
  | { readonly ok: true; readonly result: unknown; readonly time: unknown }
  | { readonly ok: false; readonly error: AppError };

const REDIRECTS = new Set([301, 302, 303, 307, 308]);
/** Texts of the one code with two meanings: the plan, or a chat's rights. */
const PLAN_TEXT = /commercial plan|subscription|тариф|подписк/i;
/** Methods that ask about a dialog; every other ACCESS_DENIED is about the portal. */
const DIALOG_METHOD = /^(?:imbot\.v2\.(?:File|Chat)\.|im\.)/i;

/**
 * Turns how a request ended into a result or one of our codes: the one place where this is decided. The
 * `error` string decides first; the HTTP status only where there is none (reference 6).
 */
export function restResultOf(outcome: HttpOutcome, nature: RequestNature): RestResult {
  switch (outcome.type) {
    case 'not-connected':
      return failed(connectionError(outcome.cause, nature.throughProxy));
    case 'broke-off':
      return failed(appErrorIn(outcome.cause) ?? broken('network.interrupted', nature, outcome.cause));
    case 'unanswered':
      return failed(broken(ambiguous('network.unanswered', nature), nature, outcome.cause));
    case 'answered':
      return judgeAnswer(outcome, nature);
  }
}

function judgeAnswer(outcome: HttpOutcome & { type: 'answered' }, nature: RequestNature): RestResult {
  const answer = readRestAnswer(outcome.text);
  if (answer.type === 'error') return failed(refusal(answer, outcome.status, nature));
  const code = codeOfStatus(outcome, answer, nature);
  if (code === undefined && answer.type === 'result')
    return { ok: true, result: answer.result, time: answer.time };

  const origin = `HTTP ${outcome.status}`;
  const host = code === 'portal.moved' ? hostOf(outcome.headers.location) : undefined;
  return failed(
    new AppError(code ?? 'internal', `${nature.method}: no usable answer (${origin})`, {
      origin,
      ...(host === undefined ? {} : { host }),
    }),
  );
}

/** What the status says where the answer has no error string; undefined for a result. */
function codeOfStatus(
  { status, bodyComplete }: HttpOutcome & { type: 'answered' },
  answer: RestAnswer,
  nature: RequestNature,
): ErrorCode | undefined {
  if (REDIRECTS.has(status)) return 'portal.moved';
  if (status === 413) return 'portal.body-limit';
  if (status === 407) return 'network.proxy';
  // A result to half a body is nothing we understand: it may stand for a message.
  if (!bodyComplete && answer.type !== 'result') return 'network.interrupted';
  if (!bodyComplete) return ambiguous('network.unanswered', nature);
  if (answer.type === 'result' && status >= 200 && status < 300) return undefined;
  return ambiguous('network.unanswered', nature);
}

function refusal(answer: RestAnswer & { type: 'error' }, status: number, nature: RequestNature): AppError {
  const origin = /^[A-Z0-9_.:-]{1,64}$/.test(answer.code) ? answer.code : `HTTP ${status}`;
  const description = redact(answer.description.slice(0, 200));
  return new AppError(refusalCode(answer, status, nature), `${nature.method}: ${origin} ${description}`, {
    origin,
  });
}

function refusalCode(
  { code, description }: RestAnswer & { type: 'error' },
  status: number,
  nature: RequestNature,
): ErrorCode {
  // Nobody wrote down what such a server does; a 5xx may have got anywhere.
  const known = errorCodeOf(code) ?? (status >= 500 ? 'portal.internal' : 'request.refused');
  if (code === 'ACCESS_DENIED' && (PLAN_TEXT.test(description) || !DIALOG_METHOD.test(nature.method))) {
    return 'portal.plan';
  }
  if (known === 'portal.credentials' && nature.credentials === 'oauth') return 'portal.sign-in-again';
  // A webhook has no token that could be renewed.
  if (known === 'portal.token-expired' && nature.credentials === 'webhook') return 'portal.credentials';
  return ambiguous(known, nature);
}

/** A read whose fate is open is simply asked again. */
function ambiguous(code: ErrorCode, nature: RequestNature): ErrorCode {
  return nature.effect === 'read' && treatmentOf(code).remedy === 'verify' ? 'portal.not-answering' : code;
}

function broken(code: ErrorCode, nature: RequestNature, cause: unknown): AppError {
  const origin = originOf(cause);
  return new AppError(code, `${nature.method}: ${origin}`, { cause, origin });
}

function hostOf(location: string | undefined): string | undefined {
  const url = location === undefined ? null : URL.parse(location);
  return url === null || url.host === '' ? undefined : url.host;
}

function appErrorIn(cause: unknown): AppError | undefined {
  return cause instanceof AppError ? cause : undefined;
}

function failed(error: AppError): RestResult {
  return { ok: false, error };
}
