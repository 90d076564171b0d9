import type { Language } from '#contract/app.ts';
import { format, type TextKey, type Values } from '#texts/format.ts';

/** Texts of one language, for the tray, its menu and the notifications. */
export interface Localizer {
  readonly language: Language;
  readonly text: (key: TextKey, values?: Values) => string;
  /** `14:02`, as people of that language write it. */
  readonly time: (at: number) => string;
}

export function createLocalizer(language: Language): Localizer {
  const clock = new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit' });
  return {
    language,
    text: (key, values) => format(language, key, values),
    time: (at) => clock.format(at),
  };
}
