export const MINUTES_A_DAY = 1_440;
const DAYS = 7;

/** Minutes since midnight, local time; `to` is exclusive and at most 1,440. */
export interface OpenHours {
  readonly from: number;
  readonly to: number;
}

/** When files of watches are sent: the open hours of each weekday, Monday first, in no particular order. */
export type WorkingHours = readonly (readonly OpenHours[])[];

/** A moment of the week as the wall clock on the wall shows it. */
export interface LocalTime {
  /** 0 is Monday. */
  readonly weekday: number;
  /** Since midnight. */
  readonly minute: number;
}

/** A later moment: midnight of the day `daysAhead` from now, and minutes from there. */
export interface LaterTime {
  readonly daysAhead: number;
  readonly minute: number;
}

/** True when files may be sent at this moment. */
export function isOpen(hours: WorkingHours, at: LocalTime): boolean {
  const today = hours[at.weekday % DAYS] ?? [];
  return today.some(({ from, to }) => at.minute >= from && at.minute < to);
}

/**
 * The next moment after `at` at which it opens or closes; undefined when that never happens. In whole days and
 * minutes of the wall clock, because days in which it is changed have 23 or 25 hours.
 */
export function nextChange(hours: WorkingHours, at: LocalTime): LaterTime | undefined {
  const open = isOpen(hours, at);
  for (let daysAhead = 0; daysAhead <= DAYS; daysAhead += 1) {
    const weekday = (at.weekday + daysAhead) % DAYS;
    // Midnight counts as a boundary of its own, so that hours that go on into the next day are one stretch.
    const edges = [0, ...(hours[weekday] ?? []).flatMap(({ from, to }) => [from, to])];
    const minute = edges
      .filter((edge) => edge < MINUTES_A_DAY && (daysAhead > 0 || edge > at.minute))
      .sort((a, b) => a - b)
      .find((edge) => isOpen(hours, { weekday, minute: edge }) !== open);
    if (minute !== undefined) return { daysAhead, minute };
  }
  return undefined;
}

/** Working hours from a weekly grid of 7 × 24 hours, Monday first; true where files may be sent. */
export function hoursFromGrid(grid: readonly (readonly boolean[])[]): WorkingHours {
  return grid.map((day) =>
    day.flatMap((open, hour) => (open ? [{ from: hour * 60, to: (hour + 1) * 60 }] : [])),
  );
}
