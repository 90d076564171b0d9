import { AppError } from '#domain/errors.ts';

import type { Access, Authorization } from './access.ts';
import type { HttpOutcome, RequestBody } from '../http/http-call.ts';
import { exchange } from '../http/http-transport.ts';
import type { Network } from '../http/network.ts';
import type { PortalLimits } from './portal-limits.ts';
import type { Timeouts } from '../http/timeouts.ts';
import { restResultOf, type RequestNature, type RestResult } from './to-app-error.ts';

/** What every request to one portal shares. */
export interface RestDeps {
  readonly access: Access;
  readonly limits: PortalLimits;
  readonly network: Network;
  readonly timeouts: Timeouts;
  /** `Chatdrop/1.2.3`: the portal asks for a real one. */
  readonly userAgent: string;
}

export type Params = Readonly<Record<string, unknown>>;

export interface CallOptions {
  readonly signal: AbortSignal;
  /** `read` (the default) is asked again at will; a `write` whose answer was not seen is `network.unanswered`. */
  readonly effect?: RequestNature['effect'];
}

/** Makes small calls to one portal. */
export interface RestClient {
  /** The `result` of one method. @throws AppError */
  call(method: string, params: Params, options: CallOptions): Promise<unknown>;
}

/** A client for everything but files, within the portal's limits. */
export function createRestClient(parts: RestDeps): RestClient {
  return {
    async call(method, params, { signal, effect = 'read' }) {
      const result = await withRenewal(parts.access, signal, async (authorization) => {
        await parts.limits.pass(method, signal);
        const body = jsonBody({ ...params, auth: authorization.token?.reveal() });
        return sendOnce(parts, { method, effect, authorization, body, signal });
      });
      if (!result.ok) throw result.error;
      return result.result;
    },
  };
}

interface OneRequest {
  readonly method: string;
  readonly effect: RequestNature['effect'];
  readonly authorization: Authorization;
  readonly body: RequestBody;
  readonly signal: AbortSignal;
}

/** Sends one request that the limits have let through, and lets the limits learn from its answer. */
export async function sendOnce(
  parts: RestDeps,
  request: OneRequest,
  kind: 'call' | 'upload' = 'call',
): Promise<RestResult> {
  const { access, limits, network } = parts;
  const { method, effect, signal } = request;
  const ask = () =>
    exchange({
      method: 'POST',
      url: new URL(method, request.authorization.endpoint),
      body: request.body,
      agent: kind === 'upload' ? network.uploads : network.calls,
      mustBeAlone: kind === 'upload',
      secureContext: network.secureContext,
      userAgent: parts.userAgent,
      timeouts: parts.timeouts,
      signal,
    });

  let outcome = await ask();
  // The portal closed a kept connection just when we used it again: no sign of trouble.
  if (effect === 'read' && wasStale(outcome) && !signal.aborted) outcome = await ask();

  const nature = { method, effect, credentials: access.kind, throughProxy: network.throughProxy };
  const result = restResultOf(outcome, nature);
  if (!result.ok) return { ok: false, error: limits.refused(method, result.error) };
  limits.succeeded(method, result.time);
  return result;
}

/** Runs a request, and once more with a new token when the portal found the old one expired. */
export async function withRenewal(
  access: Access,
  signal: AbortSignal,
  run: (authorization: Authorization) => Promise<RestResult>,
): Promise<RestResult> {
  const first = await access.authorize(signal);
  const result = await run(first);
  if (result.ok || result.error.remedy !== 'refresh') return result;

  await access.renew(first.token, signal);
  const second = await run(await access.authorize(signal));
  if (second.ok || second.error.remedy !== 'refresh') return second;
  return {
    ok: false,
    error: new AppError('portal.sign-in-again', 'a fresh token was refused', { cause: second.error }),
  };
}

function wasStale(outcome: HttpOutcome): boolean {
  return outcome.type === 'unanswered' && outcome.reusedSocket && outcome.status === undefined;
}

function jsonBody(value: unknown): RequestBody {
  const bytes = Buffer.from(JSON.stringify(value));
  return { contentType: 'application/json', length: bytes.length, send: (sink) => sink.write(bytes) };
}
