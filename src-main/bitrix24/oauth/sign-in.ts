import { randomBytes } from 'node:crypto';

import { AppError } from '#domain/errors.ts';
import { isLoopback } from '#domain/address.ts';
import { Secret } from '#domain/secret.ts';

import { listenForCallback, type Callback } from './loopback-listener.ts';
import { authServerOf, requestTokens, type Client, type TokenEndpointDeps } from './token-endpoint.ts';
import type { TokenSet } from './token-set.ts';
import type { TokenStore } from './token-store.ts';

export interface SignInDeps extends TokenEndpointDeps {
  /** `https://portal.example` */
  readonly origin: string;
  readonly client: Client;
  readonly store: TokenStore;
  /** Opens the system's browser; never a window of our own. */
  readonly openBrowser: (url: string) => void | Promise<void>;
  /** A code the user copied from the portal's page, for portals that do not redirect to this machine. */
  readonly pastedCode?: Promise<string> | undefined;
  readonly signal: AbortSignal;
  /** How long the user may take; 120 s unless told otherwise. */
  readonly patienceMs?: number;
}

const PATIENCE_MS = 120_000;
/** Where portals outside Russia have their tokens from, and the others (reference 4.2). */
const AUTH_SERVERS = ['https://oauth.bitrix.info', 'https://oauth.bitrix24.tech'];

/**
 * Lets the user sign in on the portal's own page and keeps the tokens: they are on disk when it resolves.
 * @throws AppError `portal.sign-in-again` when it did not come to that, or what the authorization server says
 */
export async function signIn(parts: SignInDeps): Promise<TokenSet> {
  const state = new Secret(randomBytes(16).toString('hex'));
  const listener = await listenForCallback(state, parts.patienceMs ?? PATIENCE_MS);
  const abort = () => listener.close();
  parts.signal.addEventListener('abort', abort, { once: true });
  try {
    await parts.openBrowser(authorizeUrl(parts.origin, parts.client.clientId, state, listener.redirectUri));
    const callback = await Promise.race([listener.callback, ...pasted(parts.pastedCode)]);
    requireSamePortal(callback, parts.origin);
    const tokens = await redeem(parts, callback);
    await parts.store.exclusively(() => {
      parts.store.save(tokens);
      return Promise.resolve();
    });
    return tokens;
  } finally {
    parts.signal.removeEventListener('abort', abort);
    listener.close();
  }
}

/** The page on which the portal asks the user. */
export function authorizeUrl(origin: string, clientId: string, state: Secret, redirectUri: string): string {
  const url = new URL('/oauth/authorize/', origin);
  url.searchParams.set('client_id', clientId);
  url.searchParams.set('state', state.reveal());
  // Current pages take the address from the application's card; older ones want it here (reference 4.2).
  url.searchParams.set('response_type', 'code');
  url.searchParams.set('redirect_uri', redirectUri);
  return url.href;
}

function pasted(code: Promise<string> | undefined): Promise<Callback>[] {
  if (code === undefined) return [];
  return [
    code.then((text) => ({ code: new Secret(text.trim()), domain: undefined, serverDomain: undefined })),
  ];
}

/** A code for another portal, slipped in by a second window, would be redeemed for that one's tokens. */
function requireSamePortal({ domain }: Callback, origin: string): void {
  if (domain !== undefined && domain.toLowerCase() !== new URL(origin).host) {
    throw new AppError('portal.sign-in-again', 'the browser came back from another portal');
  }
}

async function redeem(parts: SignInDeps, { code, serverDomain }: Callback): Promise<TokenSet> {
  const grant = { type: 'authorization_code', code } as const;
  const [first = parts.origin, second] = serversFor(parts.origin, serverDomain);
  try {
    return await requestTokens(parts, first, parts.client, grant);
  } catch (thrown) {
    // A pasted code does not tell where it is good; the wrong server does not know the application at all.
    const isStranger = thrown instanceof AppError && thrown.origin === 'INVALID_CLIENT';
    if (second === undefined || !isStranger) throw thrown;
    return await requestTokens(parts, second, parts.client, grant);
  }
}

function serversFor(origin: string, serverDomain: string | undefined): readonly string[] {
  // A portal on this machine is a sandbox, which issues its tokens itself.
  if (isLoopback(new URL(origin).hostname)) return [origin];
  const named = authServerOf(serverDomain, '');
  return named === '' ? AUTH_SERVERS : [named];
}
