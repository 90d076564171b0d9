import { z } from 'zod';
import type { OpenHours, WorkingHours } from '#domain/working-hours.ts';

const hours = z
  .string()
  .regex(/^(?:[01]\d|2[0-3]):[0-5]\d-(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/, {
    error: 'expected hours such as "08:00-18:00"',
  })
  .refine((text) => text.slice(0, 5) < text.slice(6), { error: 'expected an end after the beginning' });
const openHours = z.array(hours).max(24).default([]);

export const workingHours = z
  .strictObject({
    monday: openHours,
    tuesday: openHours,
    wednesday: openHours,
    thursday: openHours,
    friday: openHours,
    saturday: openHours,
    sunday: openHours,
  })
  .describe(
    'When files of watches are sent, local time, for example "monday": ["08:00-12:00", "13:00-18:00"]',
  );
export type WorkingHoursSettings = z.output<typeof workingHours>;

/** A week of hours, Monday first; true where uploads may go out. */
export const tickedHours = z.array(z.array(z.boolean()).length(24)).length(7);
type TickedHours = z.output<typeof tickedHours>;

export function toWorkingHours(week: WorkingHoursSettings): WorkingHours {
  const { monday, tuesday, wednesday, thursday, friday, saturday, sunday } = week;
  return [monday, tuesday, wednesday, thursday, friday, saturday, sunday].map((day) => day.map(toOpenHours));
}

/** Ticked hours as a file would write them. */
export function fromTickedHours(week: TickedHours): WorkingHoursSettings {
  const day = (at: number) => stretchesOf(week[at] ?? []);
  return {
    monday: day(0),
    tuesday: day(1),
    wednesday: day(2),
    thursday: day(3),
    friday: day(4),
    saturday: day(5),
    sunday: day(6),
  };
}

/** `08:00-18:00` */
function toOpenHours(text: string): OpenHours {
  const [from = 0, fromMinute = 0, to = 0, toMinute = 0] = text.split(/[:-]/).map(Number);
  return { from: from * 60 + fromMinute, to: to * 60 + toMinute };
}

function stretchesOf(ticked: readonly boolean[]): string[] {
  const clock = (hour: number) => `${String(hour).padStart(2, '0')}:00`;
  return ticked.flatMap((isOpen, hour) => {
    if (!isOpen || ticked[hour - 1] === true) return [];
    const end = ticked.indexOf(false, hour);
    return [`${clock(hour)}-${clock(end < 0 ? 24 : end)}`];
  });
}
