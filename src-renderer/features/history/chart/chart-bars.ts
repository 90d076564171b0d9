import type { ChartDay } from '#contract/uploads.ts';

export type Measure = 'files' | 'bytes';

export interface Bar {
  readonly day: string;
  readonly total: number;
  /** From the bottom up, in the order of the chats. */
  readonly parts: readonly { readonly chat: number; readonly from: number; readonly to: number }[];
}

/** Chats drawn in a colour of their own; the rest shares the last one. */
const COLOURS = 6;

/** The chats by how much they got, most first. */
export function chatsOf(days: readonly ChartDay[], measure: Measure): readonly string[] {
  const totals = new Map<string, number>();
  for (const day of days) totals.set(day.chatTitle, (totals.get(day.chatTitle) ?? 0) + day[measure]);
  return [...totals].toSorted(([, one], [, other]) => other - one).map(([chat]) => chat);
}

/** A stacked bar for each day that has any. */
export function barsOf(days: readonly ChartDay[], measure: Measure): readonly Bar[] {
  const chats = chatsOf(days, measure);
  return [...new Set(days.map(({ day }) => day))].toSorted().map((day) => {
    let total = 0;
    const parts = days
      .filter((one) => one.day === day)
      .map((one) => ({ chat: Math.min(chats.indexOf(one.chatTitle), COLOURS - 1), amount: one[measure] }))
      .toSorted((one, other) => one.chat - other.chat)
      .map(({ chat, amount }) => ({ chat, from: total, to: (total += amount) }));
    return { day, total, parts };
  });
}
