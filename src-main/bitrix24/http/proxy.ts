import { isLoopback } from '#domain/address.ts';
import type { Secret } from '#domain/secret.ts';

/** How the network is left. The desktop turns the system's settings, PAC included, into one of these. */
export type ProxySetting =
  | { readonly type: 'none' }
  /** `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY`, in lower case too, which wins. */
  | { readonly type: 'environment'; readonly env: Readonly<Record<string, string | undefined>> }
  | {
      readonly type: 'manual';
      /** `http://proxy.example:3128`, without a login. */
      readonly url: string;
      readonly login?: { readonly user: string; readonly password: Secret } | undefined;
    };

/** The proxy for an address, login included; undefined where there is none. Nobody proxies this machine itself. */
export function proxyFor(origin: string, setting: ProxySetting): string | undefined {
  const url = new URL(origin);
  if (isLoopback(url.hostname)) return undefined;
  switch (setting.type) {
    case 'none':
      return undefined;
    case 'manual': {
      const proxy = new URL(setting.url);
      proxy.username = encodeURIComponent(setting.login?.user ?? '');
      proxy.password = encodeURIComponent(setting.login?.password.reveal() ?? '');
      return proxy.href;
    }
    case 'environment': {
      const { env } = setting;
      if (isExcepted(url, env['no_proxy'] ?? env['NO_PROXY'] ?? '')) return undefined;
      const named =
        url.protocol === 'https:'
          ? (env['https_proxy'] ?? env['HTTPS_PROXY'])
          : (env['http_proxy'] ?? env['HTTP_PROXY']);
      return named === undefined || named.trim() === '' ? undefined : withScheme(named.trim());
    }
  }
}

/** `NO_PROXY`: names with or without a leading dot or `*.`, an optional port, and `*` for everything. */
function isExcepted(url: URL, exceptions: string): boolean {
  const port = url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port;
  return exceptions
    .split(/[\s,]+/)
    .filter((entry) => entry !== '')
    .some((entry) => {
      if (entry === '*') return true;
      const [, name = '', onlyPort] = /^(.*?)(?::(\d+))?$/.exec(entry.toLowerCase()) ?? [];
      const suffix = name.replace(/^\*?\./, '');
      return (url.hostname === suffix || url.hostname.endsWith(`.${suffix}`)) && (onlyPort ?? port) === port;
    });
}

function withScheme(proxy: string): string {
  return /^[a-z]+:\/\//i.test(proxy) ? proxy : `http://${proxy}`;
}
