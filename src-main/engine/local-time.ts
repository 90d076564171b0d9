import { isOpen, nextChange, type LocalTime, type WorkingHours } from '#domain/working-hours.ts';

/**
 * Until when the working hours are closed, wall clock in milliseconds: undefined while they are open,
 * `Infinity` when they never open.
 */
export function closedUntil(hours: WorkingHours | undefined, now: number): number | undefined {
  if (hours === undefined) return undefined;
  const here = localTime(now);
  if (isOpen(hours, here)) return undefined;
  const change = nextChange(hours, here);
  if (change === undefined) return Infinity;
  const at = new Date(now);
  // The calendar counts the days, so that those in which the clocks change keep their hours.
  return new Date(
    at.getFullYear(),
    at.getMonth(),
    at.getDate() + change.daysAhead,
    0,
    change.minute,
  ).getTime();
}

/** Midnight at which the next day begins here. */
export function nextMidnight(now: number): number {
  const at = new Date(now);
  return new Date(at.getFullYear(), at.getMonth(), at.getDate() + 1).getTime();
}

/** `2026-11-22` */
export function localDay(now: number): string {
  const at = new Date(now);
  const pad = (part: number) => String(part).padStart(2, '0');
  return [at.getFullYear(), pad(at.getMonth() + 1), pad(at.getDate())].join('-');
}

function localTime(now: number): LocalTime {
  const at = new Date(now);
  return { weekday: (at.getDay() + 6) % 7, minute: at.getHours() * 60 + at.getMinutes() };
}
