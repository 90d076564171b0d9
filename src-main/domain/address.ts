/** What is wrong with a pasted address, whatever it leads to. */
export type AddressProblem =
  | 'empty'
  | 'not-an-address' // no host, spaces inside, something else altogether
  | 'scheme' // neither https nor http
  | 'https-required' // http to a host that is not this machine
  | 'login-in-address' // user:password@ before the host
  | 'port';

export type Address =
  | {
      readonly ok: true;
      /** `https://portal.example:8443`, without a slash at the end. */
      readonly origin: string;
      /** As pasted, without query and fragment. */
      readonly path: string;
    }
  | { readonly ok: false; readonly problem: AddressProblem };

const ADDRESS = /^(?:([a-z][a-z0-9+.-]*):\/\/)?([^/?#\\]*)([^?#]*)/i;
const HOST = /^(\[[0-9a-f:.]+\]|[\p{L}\p{N}](?:[\p{L}\p{N}._-]*[\p{L}\p{N}])?\.?)(?::(\d*))?$/iu;

/**
 * Reads an address out of what people paste: spaces, quotes and brackets around it do not matter, and https is
 * meant where no scheme is given. http only to this machine itself. (`domain` knows no `URL`: it is no part of
 * the language.)
 */
export function readAddress(pasted: string): Address {
  const text = pasted
    .trim()
    .replace(/^["'<«`(]+|["'>»`),;]+$/g, '')
    .trim();
  if (text === '') return wrong('empty');
  if (/\s/.test(text)) return wrong('not-an-address');

  const [, scheme = 'https', authority = '', path = ''] = ADDRESS.exec(text) ?? [];
  const protocol = scheme.toLowerCase();
  if (protocol !== 'https' && protocol !== 'http') return wrong('scheme');
  if (authority.includes('@')) return wrong('login-in-address');

  const host = HOST.exec(authority);
  if (host === null) return wrong(/:[^\]]*\D[^\]]*$/.test(authority) ? 'port' : 'not-an-address');
  const [, name = '', port = ''] = host;
  if (port !== '' && (Number(port) < 1 || Number(port) > 65_535)) return wrong('port');
  if (protocol === 'http' && !isLoopback(name)) return wrong('https-required');
  return { ok: true, origin: originOf(protocol, name, port), path };
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

function originOf(protocol: string, name: string, port: string): string {
  const usual = protocol === 'https' ? 443 : 80;
  const host = name.toLowerCase().replace(/\.$/, '');
  return `${protocol}://${host}${port === '' || Number(port) === usual ? '' : `:${Number(port)}`}`;
}

function wrong(problem: AddressProblem): Address {
  return { ok: false, problem };
}
