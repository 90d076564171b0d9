import { readAddress, type AddressProblem } from './address.ts';
import { Secret } from './secret.ts';

export { isLoopback } from './address.ts';

/** An incoming webhook: its address up to the path, the user it acts as, and the code that is its password. */
export interface Webhook {
  /** `https://portal.example:8443`, without a slash at the end. */
  readonly origin: string;
  readonly userId: number;
  readonly code: Secret;
}

/** What is wrong with a pasted address. Words are made from it elsewhere; the address itself is never repeated. */
export type WebhookUrlProblem =
  | AddressProblem
  | 'no-webhook-path' // a portal's address, but not one of a webhook
  | 'user-id' // /rest/ is followed by something that is not a user's number
  | 'no-code' // the secret part is missing
  | 'code-characters'
  | 'extra-path'; // something after the method

export type WebhookUrl =
  | { readonly ok: true; readonly webhook: Webhook }
  | { readonly ok: false; readonly problem: WebhookUrlProblem };

const METHOD = /^[\w.]+$/;

/**
 * Reads an incoming webhook out of what people paste: with or without scheme, method, `.json`, `/api/`, port,
 * query, surrounding spaces, quotes or brackets (reference 4.1). Only https, except to this machine itself.
 */
export function parseWebhookUrl(pasted: string): WebhookUrl {
  const address = readAddress(pasted);
  return address.ok ? readPath(address.origin, address.path) : address;
}

/** The same webhook at the host a portal was renamed to, once the user has agreed to it. */
export function webhookMovedTo(webhook: Webhook, host: string): WebhookUrl {
  // http is for this machine alone, whatever the old address was; `parseWebhookUrl` sees to it.
  const [scheme = 'https'] = webhook.origin.split(':');
  return parseWebhookUrl(`${scheme}://${host}/rest/${webhook.userId}/${webhook.code.reveal()}/`);
}

function readPath(origin: string, path: string): WebhookUrl {
  const [rest, ...parts] = path.split('/').filter((part) => part !== '');
  if (rest?.toLowerCase() !== 'rest') return wrong('no-webhook-path');
  const [user, code, method, ...extra] = parts[0]?.toLowerCase() === 'api' ? parts.slice(1) : parts;

  if (user === undefined) return wrong('no-code');
  // A bare method after /rest/ is the address an application calls, which needs a token instead of a code.
  if (!/^\d{1,15}$/.test(user) || Number(user) === 0) return wrong('user-id');
  if (code === undefined) return wrong('no-code');
  if (!/^[A-Za-z0-9]+$/.test(code)) return wrong(METHOD.test(code) ? 'no-code' : 'code-characters');
  if (extra.length > 0 || (method !== undefined && !METHOD.test(method))) return wrong('extra-path');
  return { ok: true, webhook: { origin, userId: Number(user), code: new Secret(code) } };
}

function wrong(problem: WebhookUrlProblem): WebhookUrl {
  return { ok: false, problem };
}
