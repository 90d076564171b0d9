import type { SecureContext } from 'node:tls';
import { Secret } from '#domain/secret.ts';
import { createTrust } from './certificates.ts';
import { createNetwork, type Network } from './network.ts';
import type { ProxySetting } from './proxy.ts';

/** Ways to hosts, over one list of trusted certificates. */
export interface Networks {
  /** @param proxy `http://user:password@host:port` or `none`; undefined leaves it to the environment */
  to(origin: string, proxy: string | undefined): Network;
}

export function createNetworks(): Networks {
  let trust: SecureContext | undefined;
  return {
    to: (origin, proxy) =>
      createNetwork({
        origin,
        proxy: proxySetting(proxy),
        secureContext: origin.startsWith('https:') ? (trust ??= createTrust()) : undefined,
      }),
  };
}

function proxySetting(proxy: string | undefined): ProxySetting {
  if (proxy === undefined) return { type: 'environment', env: process.env };
  if (proxy === 'none') return { type: 'none' };
  const url = new URL(proxy);
  const { username, password } = url;
  url.username = '';
  url.password = '';
  const login = { user: decodeURIComponent(username), password: new Secret(decodeURIComponent(password)) };
  return { type: 'manual', url: url.href, login: username === '' ? undefined : login };
}
