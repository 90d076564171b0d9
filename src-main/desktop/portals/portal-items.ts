import type { PortalItem } from '#contract/portals.ts';
import { AppError } from '#domain/errors.ts';
import type { Desk } from '../desk.ts';
import type { StoredPortal } from '../settings/stored.ts';

export function portalItems(desk: Desk): readonly PortalItem[] {
  return desk.settings.get().portals.map((portal) => portalItem(desk, portal));
}

export function portalItem({ settings, portals, live }: Desk, portal: StoredPortal): PortalItem {
  const waiting = live.waitingFor((row) => row.portal === portal.name);
  return portals.item(portal, settings.get(), live.holds, waiting);
}

/** @throws AppError `config.invalid` */
export function portalOf({ settings }: Desk, name: string): StoredPortal {
  const portal = settings.get().portals.find((candidate) => candidate.name === name);
  if (portal === undefined) throw new AppError('config.invalid', 'no such portal');
  return portal;
}

/** @throws AppError `config.invalid` when a portal of this name is there */
export function demandFree({ settings }: Desk, name: string): void {
  if (settings.get().portals.some((portal) => portal.name === name)) {
    throw new AppError('config.invalid', 'there is a portal of this name');
  }
}
