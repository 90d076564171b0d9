import { textParam } from '../request/params.ts';
import type { Params } from '../request/params.ts';
import type { Caller, Method } from '../methods/method.ts';
import { findMethod } from '../methods/methods.ts';
import { refuse } from '../methods/refusal.ts';
import type { Host } from './host.ts';
import type { RestAddress } from './rest-address.ts';

interface Passed {
  readonly caller: Caller;
  readonly method: Method;
  /** Under which the work of this call is booked. */
  readonly operatingKey: string;
}

type MethodAddress = Extract<RestAddress, { type: 'webhook' | 'app' }>;

/**
 * What the portal checks before it looks at the method's own parameters, in its order.
 * @throws Refusal
 */
export function passGate(host: Host, address: MethodAddress, source: string, params: Params): Passed {
  const settings = host.settings();
  if (settings.isClosed) throw refuse('PORTAL_DELETED');
  if (!host.bucket.accept(source, settings, host.now())) throw refuse('QUERY_LIMIT_EXCEEDED');
  if (settings.isOverloaded) throw refuse('OVERLOAD_LIMIT');
  if (settings.isHttpsRequired && !host.isTls) throw refuse('INVALID_REQUEST');
  const caller = address.type === 'webhook' ? webhookCaller(host, address) : appCaller(host, params);
  if (settings.plan === 'free') {
    throw refuse('ACCESS_DENIED', 'REST is available only on commercial plans.');
  }

  const method = findMethod(address.method);
  if (method === undefined) throw refuse('ERROR_METHOD_NOT_FOUND');
  if (method.scope !== undefined && !caller.scopes.includes(method.scope)) throw refuse('insufficient_scope');
  const operatingKey = `${caller.clientId ?? 'webhook'} ${address.method.toLowerCase()}`;
  if (host.operating.isBlocked(operatingKey, settings, host.now())) throw refuse('OPERATION_TIME_LIMIT');
  return { caller, method, operatingKey };
}

function webhookCaller(
  { store, settings }: Host,
  address: Extract<RestAddress, { type: 'webhook' }>,
): Caller {
  const { webhookUserId, webhookCode } = store.identity;
  const isKnown = address.userId === webhookUserId && address.code === webhookCode;
  if (!isKnown || settings().webhook === 'revoked') throw refuse('NO_AUTH_FOUND');
  if (settings().webhook === 'forbidden') throw refuse('INVALID_CREDENTIALS');
  return { userId: webhookUserId, clientId: undefined, scopes: settings().scopes };
}

function appCaller({ store, settings, now }: Host, params: Params): Caller {
  const text = textParam(params, 'auth');
  if (text === '') throw refuse('NO_AUTH_FOUND');
  const token = store.get('token', text);
  const app = token?.kind === 'access' ? store.get('app', token.clientId) : undefined;
  if (token === undefined || app?.isInstalled !== true) throw refuse('invalid_token');
  if (token.expiresAt <= now()) throw refuse('expired_token');
  if (!settings().isUserAllowed) throw refuse('user_access_error');
  return { userId: token.userId, clientId: app.id, scopes: app.scopes };
}
