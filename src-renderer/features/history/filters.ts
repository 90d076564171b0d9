import type { HistoryFilters } from '#contract/uploads.ts';
import { t } from '../../lib/i18n.svelte.ts';

export const PERIODS = ['any', 'today', 'week', 'month', 'year'] as const;
export type Period = (typeof PERIODS)[number];

/** What the toolbar holds; empty strings where nothing is chosen. */
export interface Choice {
  readonly search: string;
  readonly portal: string;
  readonly dialog: string;
  readonly watch: string;
  readonly period: Period;
}

export const NO_CHOICE: Choice = { search: '', portal: '', dialog: '', watch: '', period: 'any' };

const DAYS: Readonly<Record<Period, number | undefined>> = {
  any: undefined,
  today: 1,
  week: 7,
  month: 30,
  year: 365,
};

const LABELS = {
  any: 'filter.anyTime',
  today: 'filter.today',
  week: 'filter.week',
  month: 'filter.month',
  year: 'filter.year',
} as const;

export function periodLabel(period: Period): string {
  return t(LABELS[period]);
}

/** The filters main understands. `today` is midnight of today, wall clock in milliseconds. */
export function filtersOf({ search, portal, dialog, watch, period }: Choice, today: number): HistoryFilters {
  const days = DAYS[period];
  return {
    ...(search.trim() === '' ? {} : { search: search.trim() }),
    ...(portal === '' ? {} : { portal }),
    ...(dialog === '' ? {} : { dialog }),
    ...(watch === '' ? {} : { watch }),
    ...(days === undefined ? {} : { from: new Date(today).setDate(new Date(today).getDate() - days + 1) }),
  };
}

/** What the list is filtered by, to be named where nothing matches. */
export function namesOf({ search, portal, dialog, watch, period }: Choice, chatTitle: string): string[] {
  return [
    ...(search.trim() === '' ? [] : [`“${search.trim()}”`]),
    ...[portal, dialog === '' ? '' : chatTitle, watch].filter((name) => name !== ''),
    ...(period === 'any' ? [] : [periodLabel(period)]),
  ];
}
