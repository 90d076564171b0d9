export type Week = boolean[][];

const DAYS = 7;
const HOURS = 24;

/** Monday to Friday, eight to six. */
export function officeHours(): Week {
  return Array.from({ length: DAYS }, (_, day) =>
    Array.from({ length: HOURS }, (__, hour) => day < 5 && hour >= 8 && hour < 18),
  );
}

/** The week with one hour changed. */
export function withHour(
  week: readonly (readonly boolean[])[],
  day: number,
  hour: number,
  isOpen: boolean,
): Week {
  return week.map((hours, index) => hours.map((old, at) => (index === day && at === hour ? isOpen : old)));
}

/** The week with a day all open, or all closed when it was all open. */
export function withDay(week: readonly (readonly boolean[])[], day: number): Week {
  return week.map((hours, index) => (index === day ? hours.map(() => !hours.every(Boolean)) : [...hours]));
}
