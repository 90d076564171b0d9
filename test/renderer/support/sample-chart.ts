import type { ChartDay } from '#contract/uploads.ts';

const CHATS = ['Buchhaltung', 'Lager West', 'Geschäftsführung'];
const DAY_MS = 86_400_000;

/** Three weeks of an office, quiet at weekends. */
export const CHART: readonly ChartDay[] = Array.from({ length: 21 }, (_, index) => {
  const at = new Date(Date.now() - (20 - index) * DAY_MS);
  const isWeekend = at.getDay() % 6 === 0;
  return CHATS.map((chatTitle, chat) => {
    const files = isWeekend ? chat : Math.round(14 + 9 * Math.sin(index * 1.3 + chat * 2)) + chat;
    return {
      day: at.toISOString().slice(0, 10),
      dialog: `chat${5 + chat * 2}`,
      chatTitle,
      files,
      bytes: files * 1_400_000 * (chat + 1),
    };
  });
})
  .flat()
  .filter(({ files }) => files > 0);
