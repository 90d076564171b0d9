import type { PortalState } from '#contract/portals.ts';
import { treatmentOf } from '#domain/errors.ts';
import type { Hold } from '#domain/hold.ts';

/** Derives the state of a portal from its holds. Holds of single bots or chats do not count. */
export function portalStateFrom(portal: string, holds: readonly Hold[]): PortalState {
  const hold = holds.find(
    (one) => one.portal === portal && one.bot === undefined && one.dialog === undefined,
  );
  if (hold === undefined) return { type: 'ok' };
  const { code, until, host } = hold;
  if (code === 'network.offline' || code === 'network.refused') return { type: 'offline', nextAt: until };
  if (treatmentOf(code).remedy !== 'ask-user' && until !== undefined) return { type: 'limited', until };
  return { type: 'needs-you', code, host };
}
