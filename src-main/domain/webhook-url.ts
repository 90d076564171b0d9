import { Secret } from './secret.ts';

/** An incoming webhook: its address up to the path, the user it acts as, and the code that is its password. */
export interface Webhook {
  /** `https://portal.example:8443`, without a slash at the end. */
  readonly origin: string;
  readonly userId: number;
  readonly code: Secret;
}

/** What is wrong with a pasted address. Words are made from it elsewhere; the address itself is never repeated. */
export type WebhookUrlProblem =
  | 'empty'
  | 'not-an-address' // no host, spaces inside, something else altogether
  | 'scheme' // neither https nor http
  | 'https-required' // http to a host that is not this machine
  | 'login-in-address' // user:password@ before the host
  | 'port'
  | 'no-webhook-path' // a portal's address, but not one of a webhook
  | 'user-id' // /rest/ is followed by something that is not a user's number
  | 'no-code' // the secret part is missing
  | 'code-characters'
  | 'extra-path'; // something after the method

export type WebhookUrl =
  | { readonly ok: true; readonly webhook: Webhook }
  | { readonly ok: false; readonly problem: WebhookUrlProblem };

const ADDRESS = /^(?:([a-z][a-z0-9+.-]*):\/\/)?([^/?#\\]*)([^?#]*)/i;
const HOST = /^(\[[0-9a-f:.]+\]|[\p{L}\p{N}](?:[\p{L}\p{N}._-]*[\p{L}\p{N}])?\.?)(?::(\d*))?$/iu;
const METHOD = /^[\w.]+$/;

/**
 * Reads an incoming webhook out of what people paste: with or without scheme, method, `.json`, `/api/`, port,
 * query, surrounding spaces, quotes or brackets (reference 4.1). Only https, except to this machine itself.
 */
export function parseWebhookUrl(pasted: string): WebhookUrl {
  const text = pasted
    .trim()
    .replace(/^["'<«`(]+|["'>»`),;]+$/g, '')
    .trim();
  if (text === '') return wrong('empty');
  if (/\s/.test(text)) return wrong('not-an-address');

  const address = ADDRESS.exec(text);
  const [, scheme = 'https', authority = '', path = ''] = address ?? [];
  const protocol = scheme.toLowerCase();
  if (protocol !== 'https' && protocol !== 'http') return wrong('scheme');
  if (authority.includes('@')) return wrong('login-in-address');

  const host = HOST.exec(authority);
  if (host === null) return wrong(/:[^\]]*\D[^\]]*$/.test(authority) ? 'port' : 'not-an-address');
  const [, name = '', port = ''] = host;
  if (port !== '' && (Number(port) < 1 || Number(port) > 65_535)) return wrong('port');
  if (protocol === 'http' && !isLoopback(name)) return wrong('https-required');

  return readPath(originOf(protocol, name, port), path);
}

/** True for a host name or literal that never leaves this machine. */
export function isLoopback(host: string): boolean {
  const name = host.toLowerCase().replace(/\.$/, '');
  return (
    name === 'localhost' ||
    name.endsWith('.localhost') ||
    name === '[::1]' ||
    /^127(?:\.\d{1,3}){3}$/.test(name)
  );
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

function originOf(protocol: string, name: string, port: string): string {
  const usual = protocol === 'https' ? '443' : '80';
  const host = name.toLowerCase().replace(/\.$/, '');
  return `${protocol}://${host}${port === '' || Number(port) === Number(usual) ? '' : `:${Number(port)}`}`;
}

function wrong(problem: WebhookUrlProblem): WebhookUrl {
  return { ok: false, problem };
}
