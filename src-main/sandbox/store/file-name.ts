/**
 * Names on the Drive, as the modules of May 2026 treat them (facts 1 to 3 and 20 in `../README.md`).
 */

/** The longest name that the Drive stores, in characters. */
const MAX_CHARACTERS = 255;

const OUTER_BLANKS = ' \t\n\r\0\v';
const FORBIDDEN = '<>:"|?*\\/\u202e';

/** The name under which the Drive would keep a file: trimmed, and corrected where illegal. May be empty. */
export function legalName(name: string): string {
  const characters = Array.from(name);
  while (OUTER_BLANKS.includes(characters[0] ?? 'x')) characters.shift();
  while (OUTER_BLANKS.includes(characters.at(-1) ?? 'x')) characters.pop();
  return characters.map((character) => (isIllegal(character) ? '_' : character)).join('');
}

/** False for names that the Drive refuses. */
export function fitsDrive(name: string): boolean {
  const length = Array.from(name).length;
  return length > 0 && length <= MAX_CHARACTERS;
}

function isIllegal(character: string): boolean {
  const point = character.codePointAt(0) ?? 0;
  return point > 0xffff || (point >= 1 && point <= 31) || FORBIDDEN.includes(character);
}

/** `report (1).pdf` where `report.pdf` is taken; `dump (1).sql.gz` keeps both of its extensions. */
export function uniqueName(name: string, isTaken: (name: string) => boolean): string {
  if (!isTaken(name)) return name;
  const extension = /^.+?((?:\.[a-z][a-z0-9]{1,2})?\.[^.]*)$/is.exec(name)?.[1] ?? '';
  const stem = name.slice(0, name.length - extension.length);
  for (let number = 1; ; number += 1) {
    const candidate = `${stem} (${number})${extension}`;
    if (!isTaken(candidate)) return candidate;
  }
}

/** Lower-case extension without its dot, `''` without one. */
export function extensionOf(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(dot + 1).toLowerCase() : '';
}

const KINDS = new Map<string, 'image' | 'video' | 'audio'>([
  ...['png', 'jpg', 'jpeg', 'gif', 'webp', 'bmp', 'heic'].map((ext) => [ext, 'image'] as const),
  ...['mp4', 'mov', 'webm', 'mkv', 'avi'].map((ext) => [ext, 'video'] as const),
  ...['mp3', 'ogg', 'wav', 'm4a', 'flac'].map((ext) => [ext, 'audio'] as const),
]);

/** What the messenger takes a file for, going by its name. */
export function fileType(name: string): 'file' | 'image' | 'video' | 'audio' {
  return KINDS.get(extensionOf(name)) ?? 'file';
}
