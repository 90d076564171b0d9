import type { PortalItem, PortalState } from '#contract/portals.ts';
import { t } from '../../lib/i18n.svelte.ts';
import { moment } from '../../lib/time.ts';
import { what } from '../../lib/wording.ts';

const RANK: Readonly<Record<PortalState['type'], number>> = {
  'needs-you': 0,
  offline: 1,
  limited: 2,
  checking: 3,
  ok: 3,
};

/** The portal worst off; undefined while all is well. */
export function worstOf(portals: readonly PortalItem[]): PortalItem | undefined {
  return portals
    .filter(({ state }) => RANK[state.type] < RANK.ok)
    .toSorted((one, other) => RANK[one.state.type] - RANK[other.state.type])[0];
}

/** What is wrong with it, and when it goes on. */
export function stripOf({ host, state }: PortalItem): string {
  switch (state.type) {
    case 'needs-you':
      return t('strip.needsYou', { host, what: what(state.code) });
    case 'limited':
      return t('strip.limited', { host, time: moment(state.until) });
    case 'offline':
      return state.nextAt === undefined
        ? t('strip.offline', { host })
        : t('strip.offlineAt', { host, time: moment(state.nextAt) });
    case 'checking':
    case 'ok':
      return host;
  }
}
