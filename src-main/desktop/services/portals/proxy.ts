import { session } from 'electron';
import type { Settings } from '#contract/app.ts';
import type { Secret } from '#domain/secret.ts';
import { firstProxy } from './proxy-list.ts';

/**
 * The proxy for one portal, as the engine takes it: an address with its login, or `none`. The system's own settings,
 * scripts (PAC) included, are asked by Chromium.
 */
export async function proxyFor(
  origin: string,
  setting: Settings['proxy'],
  password: Secret | undefined,
): Promise<string> {
  switch (setting.type) {
    case 'system':
      return firstProxy(await session.defaultSession.resolveProxy(origin));
    default:
      return manualProxy(setting, password) ?? 'none';
  }
}

/** The proxy that the user has set, as `proxyFor` gives it; undefined where the system's settings count. */
export function manualProxy(setting: Settings['proxy'], password: Secret | undefined): string | undefined {
  if (setting.type === 'system') return undefined;
  const proxy = setting.type === 'manual' ? URL.parse(setting.url) : null;
  if (setting.type !== 'manual' || proxy === null) return 'none';
  proxy.username = encodeURIComponent(setting.user ?? '');
  proxy.password = encodeURIComponent(password?.reveal() ?? '');
  return proxy.href;
}
