import type { EngineConfig, PortalSpec } from '#config/engine-config.ts';

type Hide = (name: string) => string;

/** A configuration as somebody else may read it: what it does, and nothing that opens a door. */
export function shownConfig(
  { portals, bots, watches, delivery, retention, rules }: EngineConfig,
  hide: Hide,
): object {
  return {
    portals: portals.map(shownPortal),
    bots: bots.map(({ name, portal, botId, botToken }) => ({
      name,
      portal,
      botId,
      hasToken: botToken !== undefined,
    })),
    watches: watches.map((watch) => ({ ...watch, folder: hide(watch.folder) })),
    delivery,
    retention:
      retention === undefined ? undefined : { days: String(retention.days), rows: String(retention.rows) },
    rules,
  };
}

function shownPortal({ name, credentials, maxFileBytes, proxy }: PortalSpec): object {
  const host = credentials.type === 'oauth' ? credentials.domain : new URL(credentials.url).host;
  return { name, type: credentials.type, host, maxFileBytes, hasProxy: proxy !== undefined };
}
