/** Schemes of Bitrix24's desktop application. */
const APP_SCHEME = 'bx:';
/** Control characters: a NUL has cut a checked text short before (CVE-2026-70603). */
const CONTROL = /\p{Cc}/u;

/**
 * The address as it may be handed to the system, or undefined. Allowed are https addresses of the portals in the
 * settings and of the program's own help, `http` for a sandbox on this machine, and chats in Bitrix24's
 * application, which takes the host of a portal after its scheme.
 */
export function allowedLink(address: string, hosts: ReadonlySet<string>): string | undefined {
  if (CONTROL.test(address) || address !== address.trim()) return undefined;
  const url = URL.parse(address);
  if (url === null) return undefined;
  if (url.username !== '' || url.password !== '') return undefined;
  if (url.protocol === APP_SCHEME) return isAppLink(url, hosts) ? url.href : undefined;
  const isLocal = url.hostname === '127.0.0.1' || url.hostname === 'localhost';
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLocal)) return undefined;
  return hosts.has(url.host) ? url.href : undefined;
}

/** `bx://v2/<host>/chat/…`: the second part names the portal the application has to be signed in to. */
function isAppLink(url: URL, hosts: ReadonlySet<string>): boolean {
  const [host] = url.pathname.split('/').filter((part) => part !== '');
  return url.host === 'v2' && host !== undefined && hosts.has(host);
}
