/** Chromium's words for a proxy, and the scheme of its address. SOCKS is left out: the engine speaks HTTP proxies. */
const SCHEMES: Readonly<Record<string, string>> = { PROXY: 'http', HTTPS: 'https' };

/** The first usable proxy of a list such as `PROXY 10.0.0.1:3128; DIRECT`; `none` for a direct way. */
export function firstProxy(list: string): string {
  for (const entry of list.split(';')) {
    const [kind = '', address = ''] = entry.trim().split(/\s+/);
    if (kind === 'DIRECT') return 'none';
    const scheme = SCHEMES[kind];
    const url = scheme === undefined ? null : URL.parse(`${scheme}://${address}`);
    if (url !== null) return url.href;
  }
  return 'none';
}
