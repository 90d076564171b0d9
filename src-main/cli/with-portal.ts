import type { EngineConfig, PortalSpec } from '#config/engine-config.ts';
import { nodeHost } from '#engine/node-host.ts';
import { openPortals, type OpenPortal } from '#bitrix24/portals.ts';
import { Refusal } from './refusal.ts';
import { log } from './terminal.ts';

/** Longest that a command asks portals before it gives up. */
const PATIENCE_MS = 60_000;

/** Asks portals of the configuration something, within a minute, and lets go of them. */
export async function withPortals<T>(
  config: EngineConfig,
  ask: (portals: ReadonlyMap<string, OpenPortal>, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const portals = openPortals(config, nodeHost({ log }));
  try {
    return await ask(portals.byName, AbortSignal.timeout(PATIENCE_MS));
  } finally {
    await portals.close();
  }
}

/** Asks the portal that was named, or the only one. @throws Refusal when it is not clear which */
export async function withPortal<T>(
  config: EngineConfig,
  name: string | undefined,
  ask: (portal: OpenPortal, spec: PortalSpec, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const spec = portalNamed(config, name);
  return await withPortals(config, async (portals, signal) => {
    const portal = portals.get(spec.name);
    if (portal === undefined) throw new Refusal(`there is no portal ${spec.name}`);
    return await ask(portal, spec, signal);
  });
}

/** @throws Refusal */
export function portalNamed({ portals }: EngineConfig, name: string | undefined): PortalSpec {
  return oneNamed(portals, name, '--portal');
}

/** The entry that was named, or the only one. @throws Refusal */
export function oneNamed<E extends { readonly name: string }>(
  entries: readonly E[],
  name: string | undefined,
  option: string,
): E {
  const names = entries.map((entry) => entry.name).join(', ') || 'those in the configuration, which has none';
  const [only, ...others] = name === undefined ? entries : entries.filter((entry) => entry.name === name);
  if (only === undefined) throw new Refusal(`${option}: expected one of ${names}`);
  if (others.length > 0) throw new Refusal(`${option}: say which one: ${names}`);
  return only;
}
