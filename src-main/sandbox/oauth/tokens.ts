import { randomBytes } from 'node:crypto';
import type { Host } from '../server/host.ts';

const REFRESH_DAYS = 180;

/** The answer of the token endpoint. */
export interface IssuedTokens {
  readonly access_token: string;
  readonly refresh_token: string;
  /** Seconds. */
  readonly expires_in: number;
  /** Unix time. */
  readonly expires: number;
  readonly client_endpoint: string;
  readonly server_endpoint: string;
  /** Host of the authorization server, here the portal itself. */
  readonly domain: string;
  readonly member_id: string;
  readonly scope: string;
  readonly status: string;
  readonly user_id: number;
}

/** Makes a pair of tokens for a user of an app. */
export function issueTokens(
  host: Pick<Host, 'store' | 'now' | 'settings' | 'origin'>,
  clientId: string,
  userId: number,
): IssuedTokens {
  const { store } = host;
  const life = host.settings().accessTokenSeconds;
  const expiresAt = host.now() + life * 1000;
  const common = { clientId, userId };
  const access = store.put('token', { id: newToken(), kind: 'access', expiresAt, ...common });
  const refresh = store.put('token', {
    id: newToken(),
    kind: 'refresh',
    expiresAt: host.now() + REFRESH_DAYS * 86_400_000,
    ...common,
  });
  const endpoint = `${host.origin()}/rest/`;
  return {
    access_token: access.id,
    refresh_token: refresh.id,
    expires_in: life,
    expires: Math.floor(expiresAt / 1000),
    client_endpoint: endpoint,
    server_endpoint: endpoint,
    domain: new URL(endpoint).host,
    member_id: store.identity.memberId,
    scope: store.get('app', clientId)?.scopes.join(',') ?? '',
    status: 'L',
    user_id: userId,
  };
}

function newToken(): string {
  return randomBytes(32).toString('hex');
}
