import { LANGUAGES, type Language } from '#contract/constants.ts';
import { format, type TextKey, type Values } from '#texts/format.ts';

const KILO = 1_000;
const SIZES = ['size.bytes', 'size.kilo', 'size.mega', 'size.giga'] as const;

/** The language everything is shown in. Whatever reads it is drawn anew when it changes. */
class I18n {
  /** For numbers and dates: `de-AT` where the language is `de`. Main has put it into the page. */
  locale = $state(document.documentElement.lang || 'en');
  language = $state<Language>(LANGUAGES.find((one) => this.locale.startsWith(one)) ?? 'en');

  use(language: Language, locale: string): void {
    this.language = language;
    this.locale = locale.startsWith(language) ? locale : language;
    document.documentElement.lang = language;
  }
}

export const i18n = new I18n();

/** The words for a key, in the language in use. */
export function t(key: TextKey, values?: Values): string {
  return format(i18n.language, key, values);
}

/** `12,3 kB`: three figures at most, as people read them. */
export function bytes(count: number): string {
  const power = count < KILO ? 0 : Math.min(SIZES.length - 1, Math.floor(Math.log10(count) / 3));
  const amount = count / KILO ** power;
  const text = number(power === 0 || amount >= 100 ? Math.round(amount) : amount);
  return t(SIZES[power] ?? 'size.bytes', { count: text });
}

/** `40 s`, `3 min`, `2 h`. */
export function duration(seconds: number): string {
  if (seconds < 60) return t('time.seconds', { count: Math.max(1, Math.round(seconds)) });
  if (seconds < 5_400) return t('time.minutes', { count: Math.round(seconds / 60) });
  return t('time.hours', { count: number(seconds / 3_600) });
}

const numbers = new Map<string, Intl.NumberFormat>();
const dates = new Map<string, Intl.DateTimeFormat>();

/** The first formatter of a page takes it milliseconds: nearly all numbers share one. */
const PLAIN = { maximumFractionDigits: 1 };

/** With one figure after the point at most, where nothing else is asked for. */
export function number(value: number, options: Intl.NumberFormatOptions = PLAIN): string {
  return cached(numbers, options, () => new Intl.NumberFormat(i18n.locale, options)).format(value);
}

export function percent(share: number): string {
  return number(share, { style: 'percent', maximumFractionDigits: 0 });
}

export function date(at: number, options: Intl.DateTimeFormatOptions): string {
  return cached(dates, options, () => new Intl.DateTimeFormat(i18n.locale, options)).format(at);
}

/** Makes a formatter once for each locale and set of options: making one is a thousand times dearer than using it. */
function cached<Format>(made: Map<string, Format>, options: object, make: () => Format): Format {
  const place = i18n.locale + JSON.stringify(options);
  const known = made.get(place) ?? make();
  made.set(place, known);
  return known;
}

/** Words as a list: `A, B and C`. */
export function listed(words: readonly string[]): string {
  return new Intl.ListFormat(i18n.locale, { type: 'conjunction' }).format(words);
}
