import type { Host } from '../server/host.ts';
import { json } from '../server/reply.ts';
import type { Reply } from '../server/reply.ts';
import type { App } from '../store/records.ts';
import { issueTokens } from './tokens.ts';

/** Exchanges a code or a refresh token for new tokens (reference 4.2). */
export function exchange(host: Host, params: URLSearchParams): Reply {
  const get = (name: string) => params.get(name) ?? '';
  const app = host.store.get('app', get('client_id'));
  if (app === undefined) return failed(401, 'invalid_client', 'Client not found');
  // The one error that comes with 200 (reference 4.2, from the Python SDK).
  if (app.secret !== get('client_secret')) return failed(200, 'wrong_client', 'Wrong client');
  if (!app.isInstalled) return failed(401, 'NOT_INSTALLED', 'Application not installed');
  if (!host.settings().isSubscriptionPaid) return failed(401, 'PAYMENT_REQUIRED', 'Payment required');

  const grant = get('grant_type');
  if (grant !== 'authorization_code' && grant !== 'refresh_token') {
    return failed(400, 'invalid_request', 'Unknown grant type');
  }
  const userId =
    grant === 'authorization_code'
      ? host.codes.redeem(get('code'), app.id, host.now())
      : useRefreshToken(host, app, get('refresh_token'));
  if (userId === undefined) return failed(400, 'invalid_grant', 'Invalid grant');
  return json(200, issueTokens(host, app.id, userId));
}

/** A refresh token dies with its use. */
function useRefreshToken({ store, now }: Host, app: App, text: string): number | undefined {
  const token = store.get('token', text);
  if (token?.kind !== 'refresh' || token.clientId !== app.id || token.expiresAt <= now()) return undefined;
  store.remove('token', token.id);
  return token.userId;
}

function failed(status: number, error: string, description: string): Reply {
  return json(status, { error, error_description: description });
}
