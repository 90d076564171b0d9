import type { PortalState } from '#contract/portals.ts';
import { t } from '../../lib/i18n.svelte.ts';
import { moment } from '../../lib/time.ts';
import type { Tone } from '../history/list/row-text.ts';

export function portalWords(state: PortalState): string {
  switch (state.type) {
    case 'ok':
      return t('portal.ok');
    case 'checking':
      return t('portal.checking');
    case 'limited':
      return t('portal.limited', { time: moment(state.until) });
    case 'offline':
      return state.nextAt === undefined
        ? t('portal.offline')
        : t('portal.offlineAt', { time: moment(state.nextAt) });
    case 'needs-you':
      return t('portal.needsYou');
  }
}

export const PORTAL_TONES: Readonly<Record<PortalState['type'], Tone>> = {
  ok: 'ok',
  checking: 'accent',
  limited: 'waiting',
  offline: 'waiting',
  'needs-you': 'needs-you',
};
