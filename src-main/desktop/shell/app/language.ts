import { LANGUAGES, type Language, type Settings } from '#contract/app.ts';

/** The language to speak: the chosen one, else that of the system where we know it, else English. */
export function resolveLanguage(chosen: Settings['language'], locale: string): Language {
  if (chosen !== 'system') return chosen;
  const [language] = locale.toLowerCase().split('-');
  return LANGUAGES.find((known) => known === language) ?? 'en';
}
