import { z } from 'zod';

import { AppError, type ErrorCode } from '#domain/errors.ts';
import { Secret } from '#domain/secret.ts';

import { id, lenient } from '../client/fields.ts';
import type { HttpOutcome, RequestBody } from '../http/http-call.ts';
import { exchange } from '../http/http-transport.ts';
import type { Network } from '../http/network.ts';
import { parseObject, readRestAnswer } from '../client/rest-answer.ts';
import type { Timeouts } from '../http/timeouts.ts';
import { restResultOf } from '../client/to-app-error.ts';
import type { TokenSet } from './token-set.ts';

/** An application as the portal's administrator made it. */
export interface Client {
  readonly clientId: string;
  readonly clientSecret: Secret;
}

export type Grant =
  | { readonly type: 'authorization_code'; readonly code: Secret }
  | { readonly type: 'refresh_token'; readonly refreshToken: Secret };

export interface TokenEndpointDeps {
  /** The way to a host; asked anew for each authorization server, closed after use. */
  readonly networkFor: (origin: string) => Network;
  readonly timeouts: Timeouts;
  readonly userAgent: string;
}

const answer = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1),
  client_endpoint: lenient(z.string()),
  server_endpoint: lenient(z.string()),
  domain: lenient(z.string()),
  member_id: z.string().catch(''),
  user_id: lenient(id),
});

/** What the authorization server's refusals mean; every other one, too, ends in signing in again. */
const REFUSALS: Readonly<Record<string, ErrorCode>> = {
  PAYMENT_REQUIRED: 'portal.plan',
  INSUFFICIENT_SCOPE: 'portal.scope',
  INVALID_SCOPE: 'portal.scope',
  PORTAL_DELETED: 'portal.closed',
  QUERY_LIMIT_EXCEEDED: 'portal.rate-limited',
  OVERLOAD_LIMIT: 'portal.overloaded',
  INTERNAL_SERVER_ERROR: 'portal.not-answering',
  ERROR_UNEXPECTED_ANSWER: 'portal.not-answering',
};

/**
 * Asks an authorization server for tokens. Secrets go in the body, not in the address (the official SDK does
 * likewise), and once sent the request is seen through: an answer that is thrown away takes the only valid
 * refresh token with it. @throws AppError
 */
export async function requestTokens(
  parts: TokenEndpointDeps,
  authServer: string,
  client: Client,
  grant: Grant,
): Promise<TokenSet> {
  const network = parts.networkFor(authServer);
  try {
    const outcome = await exchange({
      method: 'POST',
      url: new URL('/oauth/token/', authServer),
      body: formBody({
        grant_type: grant.type,
        client_id: client.clientId,
        client_secret: client.clientSecret.reveal(),
        ...(grant.type === 'refresh_token'
          ? { refresh_token: grant.refreshToken.reveal() }
          : { code: grant.code.reveal() }),
      }),
      agent: network.uploads,
      secureContext: network.secureContext,
      userAgent: parts.userAgent,
      timeouts: parts.timeouts,
      signal: new AbortController().signal,
    });
    return readTokens(outcome, authServer, network.throughProxy);
  } finally {
    network.close();
  }
}

function readTokens(outcome: HttpOutcome, authServer: string, throughProxy: boolean): TokenSet {
  if (outcome.type === 'answered') {
    // Checked before the status: one of the refusals comes with 200.
    const refusal = readRestAnswer(outcome.text);
    if (refusal.type === 'error') throw refused(refusal.code, outcome.status);
    const tokens = outcome.status === 200 ? parseTokens(outcome.text, authServer) : undefined;
    if (tokens !== undefined) return tokens;
  }
  const nature = { method: 'oauth/token', effect: 'read', credentials: 'oauth', throughProxy } as const;
  const result = restResultOf(outcome, nature);
  throw result.ok
    ? new AppError('portal.not-answering', 'oauth/token: no tokens in the answer')
    : result.error;
}

function parseTokens(text: string, authServer: string): TokenSet | undefined {
  const parsed = answer.safeParse(parseObject(text));
  if (!parsed.success) return undefined;
  const { data } = parsed;
  return {
    accessToken: new Secret(data.access_token),
    refreshToken: new Secret(data.refresh_token),
    endpointPath: URL.parse(data.client_endpoint ?? '')?.pathname ?? '/rest/',
    authServer: authServerOf(data.server_endpoint ?? data.domain, authServer),
    memberId: data.member_id,
    userId: data.user_id,
  };
}

function refused(code: string, status: number): AppError {
  const known = Object.hasOwn(REFUSALS, code) ? REFUSALS[code] : undefined;
  const fallback = status >= 500 ? 'portal.not-answering' : 'portal.sign-in-again';
  return new AppError(known ?? fallback, `oauth/token: ${code}`, { origin: code });
}

/** Hosts of Bitrix24's own authorization servers (reference 4.2); our client secret goes to nobody else. */
const AUTH_DOMAINS = ['bitrix.info', 'bitrix24.tech'];

/** The authorization server an answer names, where it is one of Bitrix24's; else the one known so far. */
export function authServerOf(named: string | undefined, known: string): string {
  const url = URL.parse(named === undefined || named.includes('://') ? (named ?? '') : `https://${named}`);
  if (url?.protocol !== 'https:') return known;
  const isTheirs = AUTH_DOMAINS.some(
    (domain) => url.hostname === domain || url.hostname.endsWith(`.${domain}`),
  );
  return isTheirs ? url.origin : known;
}

function formBody(fields: Readonly<Record<string, string>>): RequestBody {
  const bytes = Buffer.from(new URLSearchParams(fields).toString());
  return {
    contentType: 'application/x-www-form-urlencoded',
    length: bytes.length,
    send: (sink) => sink.write(bytes),
  };
}
