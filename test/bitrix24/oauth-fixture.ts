import { Secret } from '#domain/secret.ts';
import { createNetwork } from '#bitrix24/http/network.ts';
import { OAuthSession } from '#bitrix24/oauth/oauth-session.ts';
import type { Client, TokenEndpointDeps } from '#bitrix24/oauth/token-endpoint.ts';
import type { TokenSet } from '#bitrix24/oauth/token-set.ts';
import type { TokenStore } from '#bitrix24/oauth/token-store.ts';
import type { IssuedTokens } from '#sandbox/oauth/tokens.ts';
import type { Sandbox } from '#sandbox/sandbox.ts';
import { SEED_APP } from '#sandbox/store/seed.ts';
import { QUICK } from './portal-fixture.ts';

export const CLIENT: Client = { clientId: SEED_APP.id, clientSecret: new Secret(SEED_APP.secret) };

export const ENDPOINT: TokenEndpointDeps = {
  networkFor: (origin) => createNetwork({ origin, proxy: { type: 'none' } }),
  timeouts: QUICK,
  userAgent: 'Chatdrop/test',
};

/** Tokens of the sandbox as the engine keeps them. */
export function tokenSet(issued: IssuedTokens, authServer: string): TokenSet {
  return {
    accessToken: new Secret(issued.access_token),
    refreshToken: new Secret(issued.refresh_token),
    endpointPath: '/rest/',
    authServer,
    memberId: issued.member_id,
    userId: issued.user_id,
  };
}

export function sessionOf(sandbox: Pick<Sandbox, 'url'>, store: TokenStore, client = CLIENT): OAuthSession {
  return new OAuthSession({ ...ENDPOINT, origin: sandbox.url, client, store });
}
