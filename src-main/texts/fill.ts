export type Values = Readonly<Record<string, string | number>>;

/** Making one takes milliseconds, using it microseconds. */
const rules = new Map<string, Intl.PluralRules>();
const numbers = new Map<string, Intl.NumberFormat>();

const PLACE = /^\s*(\w+)\s*(?:,\s*plural\s*,([^]*))?$/;
const FORM = /\s*(=\d+|\w+)\s*(?=\{)/y;

/**
 * A message of the catalogue with its places filled in: `{name}`, and `{count, plural, =0 {none} one {# file} other {#
 * files}}` with whatever stands in braces within. That is the part of the ICU syntax the catalogue uses; a test holds
 * every message against a whole implementation, which would be a twelfth of what the windows may weigh and a tenth of
 * the time until they show something. Throws when a value is missing.
 */
export function fill(language: string, message: string, values: Values): string {
  let filled = '';
  let at = 0;
  for (let open = message.indexOf('{'); open >= 0; open = message.indexOf('{', at)) {
    const close = closingOf(message, open);
    filled += message.slice(at, open) + valueOf(language, message.slice(open + 1, close), values);
    at = close + 1;
  }
  return filled + message.slice(at);
}

function valueOf(language: string, place: string, values: Values): string {
  const [, name = '', plural] = PLACE.exec(place) ?? [];
  const value = values[name];
  if (value === undefined) throw new TypeError(`no value for {${place}}`);
  if (plural === undefined) return String(value);
  const count = Number(value);
  const forms = formsOf(plural);
  const form = forms.get(`=${count}`) ?? forms.get(categoryOf(language, count)) ?? forms.get('other') ?? '';
  return fill(language, form.replaceAll('#', numberIn(language, count)), values);
}

/** The wordings of a plural by their selectors. */
function formsOf(plural: string): ReadonlyMap<string, string> {
  const forms = new Map<string, string>();
  FORM.lastIndex = 0;
  for (let found = FORM.exec(plural); found !== null; found = FORM.exec(plural)) {
    const close = closingOf(plural, FORM.lastIndex);
    forms.set(found[1] ?? '', plural.slice(FORM.lastIndex + 1, close));
    FORM.lastIndex = close + 1;
  }
  return forms;
}

/** Where the brace ends that opens at `open`. */
function closingOf(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    if (text[at] === '{') depth++;
    else if (text[at] === '}' && --depth === 0) return at;
  }
  throw new SyntaxError(`a brace of a message stays open: ${text}`);
}

function categoryOf(language: string, count: number): string {
  const known = rules.get(language) ?? new Intl.PluralRules(language);
  rules.set(language, known);
  return known.select(count);
}

function numberIn(language: string, count: number): string {
  const known = numbers.get(language) ?? new Intl.NumberFormat(language);
  numbers.set(language, known);
  return known.format(count);
}
