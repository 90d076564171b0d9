/**
 * The text of a file that a person wrote: UTF-8, or UTF-16 as Windows' Notepad and PowerShell save it, with or without a
 * byte order mark. `undefined` for bytes that are neither.
 */
export function decodeText(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** JSON begins with a character of ASCII, of which UTF-16 makes one byte and a zero. */
function encodingOf([first, second]: Uint8Array): string {
  if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0)) return 'utf-16le';
  if ((first === 0xfe && second === 0xff) || (first === 0 && second !== 0)) return 'utf-16be';
  return 'utf-8';
}
