import CirclePause from '@lucide/svelte/icons/circle-pause';
import Clock from '@lucide/svelte/icons/clock';
import Hourglass from '@lucide/svelte/icons/hourglass';
import Sunrise from '@lucide/svelte/icons/sunrise';
import { clock } from '../../lib/clock.svelte.ts';
import { t } from '../../lib/i18n.svelte.ts';
import type { MenuItem } from '../../ui/menu.ts';

const MINUTE_MS = 60_000;
/** When `tomorrow` begins to work. */
const MORNING_HOUR = 7;

/** How long to pause, as a menu. `until` is wall clock in milliseconds; undefined until resumed. */
export function pauseItems(onpause: (until: number | undefined) => void): readonly MenuItem[] {
  return [
    { label: t('pause.quarter'), icon: Clock, onselect: () => onpause(clock.now + 15 * MINUTE_MS) },
    { label: t('pause.hour'), icon: Hourglass, onselect: () => onpause(clock.now + 60 * MINUTE_MS) },
    { label: t('pause.tomorrow'), icon: Sunrise, onselect: () => onpause(tomorrow(clock.now)) },
    { label: t('pause.open'), icon: CirclePause, onselect: () => onpause(undefined) },
  ];
}

function tomorrow(now: number): number {
  const day = new Date(now);
  day.setDate(day.getDate() + 1);
  return day.setHours(MORNING_HOUR, 0, 0, 0);
}
