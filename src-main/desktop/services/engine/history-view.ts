import type { ChartDay, HistoryFilters, Section } from '#contract/uploads.ts';
import type { HistoryFilter } from '#engine/store/history/history-filter.ts';
import type { AppContext } from '../../app-context.ts';

/** Converts a filter of the window for the ledger. Titles of dialogs are only in the settings. */
export function historyFilter(
  { settings }: AppContext,
  filters: HistoryFilters,
  section?: Section,
): HistoryFilter {
  const { search, to, ...rest } = filters;
  const text = search?.trim().toLocaleLowerCase() ?? '';
  if (text === '') return { ...rest, section, to: exclusiveEnd(to) };
  const textDialogs = settings.get().dialogs.filter(({ title }) => title.toLocaleLowerCase().includes(text));
  return { ...rest, section, to: exclusiveEnd(to), text, textDialogs };
}

/** Deliveries of the last days, today among them, by day and dialog. */
export function chart(
  context: AppContext,
  { portal, dialog }: HistoryFilters,
  days: number,
): readonly ChartDay[] {
  const { titleOf } = context.displayContext();
  const since = new Date(context.now());
  since.setDate(since.getDate() - days + 1);
  return context.engine.engine.history
    .days(since.getTime(), context.now())
    .filter((total) => (portal ?? total.portal) === total.portal && (dialog ?? total.dialog) === total.dialog)
    .map((total) => ({
      day: total.day,
      dialog: total.dialog,
      chatTitle: titleOf(total) ?? total.dialog,
      files: total.files,
      bytes: total.bytes,
    }));
}

/** The window's end counts too, the ledger's does not. */
function exclusiveEnd(to: number | undefined): number | undefined {
  return to === undefined ? undefined : to + 1;
}
