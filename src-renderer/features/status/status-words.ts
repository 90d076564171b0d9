import type { AppStatus } from '#contract/app.ts';
import { bytes, duration, t } from '../../lib/i18n.svelte.ts';
import { clockTime, moment } from '../../lib/time.ts';
import { next, what } from '../../lib/wording.ts';

/** The state in one bold line. */
export function headline(status: AppStatus): string {
  switch (status.state) {
    case 'error':
      return status.code === undefined ? t('status.error') : what(status.code);
    case 'needs-you':
      return t('status.needsYou', { count: status.needsYou });
    case 'offline':
      return t('status.offline');
    case 'paused':
      return t('status.paused');
    case 'working': {
      const total = status.sending + status.waiting;
      if (status.sending === 0) return t('status.waiting', { count: status.waiting });
      return total > status.sending
        ? t('status.sendingOf', { sending: status.sending, total })
        : t('status.sending', { count: status.sending });
    }
    case 'ok':
      if (status.waiting > 0) return t('status.waiting', { count: status.waiting });
      return status.lastDeliveredAt === undefined ? t('status.idle') : t('status.ok');
  }
}

/** What happens next, or what is known besides. */
export function detail(status: AppStatus): string {
  switch (status.state) {
    case 'error':
      return status.code === undefined ? '' : next(status.code);
    case 'offline':
      return t('status.offlineNext');
    case 'paused':
      return status.pausedUntil === undefined || status.pausedUntil === Infinity
        ? t('status.pausedOpen')
        : t('status.pausedUntil', { time: moment(status.pausedUntil) });
    case 'working':
      return status.secondsLeft === undefined
        ? watched(status)
        : t('status.left', { bytes: bytes(status.bytesLeft), time: duration(status.secondsLeft) });
    case 'needs-you':
    case 'ok':
      if (status.waiting > 0) return t('status.waiting', { count: status.waiting });
      return status.lastDeliveredAt === undefined
        ? watched(status)
        : `${watched(status)}, ${t('status.last', { time: clockTime(status.lastDeliveredAt) })}`;
  }
}

const watched = ({ watches }: AppStatus) => t('status.watched', { count: watches });
