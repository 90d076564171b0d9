import { nativeTheme } from 'electron';
import type { Language, Settings } from '#contract/app.ts';

/** Language and theme of a page before it can ask for the settings, so that neither changes after loading. */
export interface PageAppearance {
  /** `de-AT`, or the language alone where the system speaks another one. */
  readonly locale: string;
  readonly theme: Settings['theme'];
}

export function pageAppearance(
  language: Language,
  systemLocale: string,
  theme: Settings['theme'],
): PageAppearance {
  return { locale: systemLocale.startsWith(language) ? systemLocale : language, theme };
}

/** The background of a window until its page is drawn: `--panel` of the pages. */
export function backgroundColor(theme: Settings['theme']): string {
  const isDark = theme === 'system' ? nativeTheme.shouldUseDarkColors : theme === 'dark';
  return isDark ? '#181f20' : '#ffffff';
}
