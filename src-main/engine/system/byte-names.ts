import { isUtf8 } from 'node:buffer';
import { guessText } from './guess-text.ts';

/**
 * On Linux a name may hold any bytes, while JavaScript's strings hold none that are not UTF-8. Such bytes become characters
 * of this private range, one each, so that the name leads back to its file; so do characters of that range itself.
 */
const BASE = 0x10fe00;
const KEPT = /[\u{10fe80}-\u{10feff}]/u;
const RUN = /[^/]*[\u{10fe80}-\u{10feff}][^/]*/gu;

/** A name or path as the program keeps it. */
export function fromSystem(bytes: Buffer): string {
  if (isUtf8(bytes) && !KEPT.test(bytes.toString())) return bytes.toString();
  let text = '';
  for (let at = 0; at < bytes.length;) {
    const piece = characterAt(bytes, at);
    text += piece ?? String.fromCodePoint(BASE + (bytes[at] ?? 0));
    at += piece === undefined ? 1 : Buffer.byteLength(piece);
  }
  return text;
}

/** The path as the system knows it: a string wherever that says the same. */
export function toSystem(path: string): string | Buffer {
  return KEPT.test(path) ? toBytes(path) : path;
}

/** True for a name or path with bytes that are not UTF-8. */
export function holdsBytes(path: string): boolean {
  return KEPT.test(path);
}

/** The same name or path for people: what the bytes most likely mean. Leads back to no file. */
export function readable(path: string): string {
  return KEPT.test(path) ? path.replace(RUN, (name) => guessText(toBytes(name))) : path;
}

/** The UTF-8 character that begins there, unless it is to be kept as bytes. */
function characterAt(bytes: Buffer, at: number): string | undefined {
  for (let length = 1; length <= 4; length++) {
    const piece = bytes.subarray(at, at + length);
    if (piece.length === length && isUtf8(piece))
      return KEPT.test(piece.toString()) ? undefined : piece.toString();
  }
  return undefined;
}

function toBytes(path: string): Buffer {
  return Buffer.concat(
    Array.from(path, (char) =>
      KEPT.test(char) ? Buffer.of((char.codePointAt(0) ?? 0) - BASE) : Buffer.from(char),
    ),
  );
}
