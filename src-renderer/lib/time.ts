import { clock } from './clock.svelte.ts';
import { date, t } from './i18n.svelte.ts';

const MINUTE = 60_000;

/** `14:02` today, `Sat 14:02` this week, else the date. */
export function moment(at: number): string {
  const days = daysBetween(at, clock.now);
  if (days === 0) return clockTime(at);
  if (Math.abs(days) < 7) return date(at, { weekday: 'short', hour: '2-digit', minute: '2-digit' });
  return date(at, { dateStyle: 'medium' });
}

export function clockTime(at: number): string {
  return date(at, { hour: '2-digit', minute: '2-digit' });
}

/** With seconds and the whole date, for tooltips and details. */
export function exactTime(at: number): string {
  return date(at, { dateStyle: 'medium', timeStyle: 'medium' });
}

/** The heading of a day of the history. */
export function dayName(at: number): string {
  const days = daysBetween(at, clock.now);
  if (days === 0) return t('common.today');
  if (days === 1) return t('common.yesterday');
  const isThisYear = new Date(at).getFullYear() === new Date(clock.now).getFullYear();
  return date(at, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...(isThisYear ? {} : { year: 'numeric' }),
  });
}

/** Local midnight before `at`. */
export function dayOf(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}

/** How many calendar days `later` lies behind `at`; noon absorbs the hour of summer time. */
export function daysBetween(at: number, later: number): number {
  return Math.round((dayOf(later) - dayOf(at)) / (24 * 60 * MINUTE));
}

/** Seconds still to go until `at`, never below 0. */
export function secondsUntil(at: number): number {
  return Math.max(0, Math.ceil((at - clock.now) / 1_000));
}
