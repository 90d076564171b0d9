import type { WatchItem } from '#contract/watches.ts';
import { t } from '../../lib/i18n.svelte.ts';
import { moment } from '../../lib/time.ts';
import { what } from '../../lib/wording.ts';
import type { Tone } from '../history/list/row-text.ts';

/** How a watch is doing, and when it goes on. */
export function watchWords({ state, pausedUntil }: WatchItem): string {
  if (pausedUntil !== undefined) {
    return pausedUntil === Infinity
      ? t('watch.paused')
      : t('watch.pausedUntil', { time: moment(pausedUntil) });
  }
  switch (state.type) {
    case 'absent':
      return t('watch.absent', { time: moment(state.nextLookAt) });
    case 'scanning':
      return state.code === undefined ? t('watch.scanning') : `${t('watch.scanning')}: ${what(state.code)}`;
    case 'unrecorded':
    case 'refused':
      return what(state.code);
    case 'starting':
    case 'watching':
    case 'stopped':
      return t(`watch.${state.type}`);
  }
}

export function watchTone({ state, pausedUntil }: WatchItem): Tone {
  if (pausedUntil !== undefined) return 'muted';
  switch (state.type) {
    case 'watching':
    case 'scanning':
      return 'ok';
    case 'starting':
      return 'accent';
    case 'absent':
      return 'waiting';
    case 'unrecorded':
    case 'refused':
      return 'needs-you';
    case 'stopped':
      return 'muted';
  }
}
