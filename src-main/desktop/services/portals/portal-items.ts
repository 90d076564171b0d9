import type { PortalItem } from '#contract/portals.ts';
import { AppError } from '#domain/errors.ts';
import type { AppContext } from '../../app-context.ts';
import type { StoredPortal } from '../settings/stored.ts';

export function portalItems(context: AppContext): readonly PortalItem[] {
  return context.settings.get().portals.map((portal) => portalItem(context, portal));
}

export function portalItem({ settings, portals, liveState }: AppContext, portal: StoredPortal): PortalItem {
  const waiting = liveState.countPending((row) => row.portal === portal.name);
  return portals.item(portal, settings.get(), liveState.holds, waiting);
}

/** @throws AppError `config.invalid` */
export function portalOf({ settings }: AppContext, name: string): StoredPortal {
  const portal = settings.get().portals.find((candidate) => candidate.name === name);
  if (portal === undefined) throw new AppError('config.invalid', 'no such portal');
  return portal;
}

/** @throws AppError `config.invalid` when a portal of this name is there */
export function requireFreeName({ settings }: AppContext, name: string): void {
  if (settings.get().portals.some((portal) => portal.name === name)) {
    throw new AppError('config.invalid', 'there is a portal of this name');
  }
}
