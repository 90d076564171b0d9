/*
 * Names on the Bitrix24 Drive. Facts 1 to 3 and 20 of the server's behaviour (modules of May 2026): the name is trimmed,
 * some characters are replaced, and ` (2)` is inserted where the name is taken. The list of replaced characters is not
 * documented.
 */

/** The longest name that the Drive takes, in characters. */
const MAX_CHARS = 255;
/** Room for ` 1700000000`, the longest text that the Drive inserts. */
const SUFFIX_CHARS = 11;
/** In UTF-16 units; whatever the portal names is longer than that only by mistake or malice. */
const MAX_STORED_LENGTH = 2 * MAX_CHARS;
/** Longer extensions are cut like the rest of the name. */
const MAX_EXTENSION_CHARS = 40;

/** What PHP's `trim` removes. */
const BLANKS = new Set([' ', '\t', '\n', '\r', '\0', '\v']);
const REPLACED = /[\u0001-\u001F<>:"|?*\\/\u202E]|[\u{10000}-\u{10FFFF}]/gu;

/** ` (3)`, or a blank and a unix time when several uploads compete for one name. */
const INSERTED = /^ (?:\([1-9]\d{0,8}\)|\d{10})$/;
/** The part of `.tar.gz` that stays with the last extension. */
const INNER_EXTENSION = /^[a-z][a-z0-9]{1,2}$/i;
/** The same for other alphabets, about which nothing is known. */
const INNER_EXTENSION_ELSEWHERE = /^\p{L}[\p{L}\p{N}]{1,2}$/u;

/**
 * The name to upload a file under: the file's own, shortened where the Drive would refuse it. The extension stays, and
 * there is room for what the Drive inserts when the name is taken.
 */
export function nameForDrive(name: string): string {
  const chars = Array.from(trimmed(name));
  if (chars.length === 0) return '_';
  if (chars.length <= MAX_CHARS - SUFFIX_CHARS) return name;
  const whole = chars.join('');
  const [at = whole.length] = insertionPoints(whole);
  const extension = Array.from(whole.slice(at));
  const kept = extension.length <= MAX_EXTENSION_CHARS ? extension : [];
  const stem = chars.slice(0, MAX_CHARS - SUFFIX_CHARS - kept.length);
  return stem.join('').trimEnd() + kept.join('');
}

/** True when the Drive may store a file under the name `stored` that was uploaded as `asked`. Takes linear time. */
export function mayBeStoredAs(asked: string, stored: string): boolean {
  return stored.length <= MAX_STORED_LENGTH && isForm(driveForm(asked), legal(stored));
}

/** True when the Drive stores a file that was uploaded as `asked` under the name `stored`, if that one is free. */
export function isStoredUnchanged(asked: string, stored: string): boolean {
  return stored.length <= MAX_STORED_LENGTH && driveForm(asked) === legal(stored);
}

/** True when two files that are uploaded under these names may end up under the same one. */
export function mayBeStoredAlike(a: string, b: string): boolean {
  const [formA, formB] = [driveForm(a), driveForm(b)];
  return isForm(formA, formB) || isForm(formB, formA);
}

/** True where `stored` is `form`, or `form` with what the Drive inserts where a name is taken. */
function isForm(form: string, stored: string): boolean {
  if (form === stored) return true;
  const added = stored.length - form.length;
  if (added <= 0) return false;
  return insertionPoints(form).some(
    (at) =>
      INSERTED.test(stored.slice(at, at + added)) &&
      stored.startsWith(form.slice(0, at)) &&
      stored.endsWith(form.slice(at)),
  );
}

/** The name that the Drive gives to a file uploaded as `name`, as long as it is free. */
function driveForm(name: string): string {
  return legal(nameForDrive(name));
}

function legal(name: string): string {
  return trimmed(name).replaceAll(REPLACED, '_').normalize('NFC');
}

/** Where the Drive may insert something: one place, or several where its rule is not known for sure. */
function insertionPoints(name: string): number[] {
  const last = name.lastIndexOf('.');
  if (last < 0) return [name.length];
  const before = name.lastIndexOf('.', last - 1);
  const inner = last === 0 || before < 0 ? '' : name.slice(before + 1, last);
  const points = INNER_EXTENSION.test(inner)
    ? [before]
    : INNER_EXTENSION_ELSEWHERE.test(inner)
      ? [last, before]
      : [last];
  const isUnclear = points.includes(0) || last === name.length - 1;
  return isUnclear ? [...points, last, name.length] : points;
}

function trimmed(name: string): string {
  let start = 0;
  let end = name.length;
  while (start < end && BLANKS.has(name.charAt(start))) start += 1;
  while (end > start && BLANKS.has(name.charAt(end - 1))) end -= 1;
  return name.slice(start, end);
}
