import type { UpdateState } from '#contract/updates.ts';
import { t } from '../../lib/i18n.svelte.ts';
import { moment } from '../../lib/time.ts';

/** Where the program stands with its updates, in a sentence. */
export function updateWords(state: UpdateState): string {
  switch (state.type) {
    case 'current':
      return state.checkedAt === undefined
        ? t('updates.never')
        : t('updates.current', { time: moment(state.checkedAt) });
    case 'failed':
      return t('updates.failed', { time: moment(state.nextAt) });
    case 'downloading':
      return t('updates.downloading', { version: state.version, percent: Math.floor(state.percent) });
    case 'ready':
      return t(state.isWaiting ? 'updates.waiting' : 'updates.ready', { version: state.version });
    case 'available':
    case 'refused':
      return t(`updates.${state.type}`, { version: state.version });
    default:
      return t(`updates.${state.type}`);
  }
}
