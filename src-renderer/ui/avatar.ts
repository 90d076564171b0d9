const GROUNDS = ['a', 'b', 'c', 'd', 'e', 'f'] as const;

/** Two letters for a chat without a picture. */
export function initialsOf(title: string): string {
  const words = title.split(/[\s\p{P}]+/u).filter((word) => word !== '');
  const letters =
    words.length > 1
      ? words.slice(0, 2).map((word) => Array.from(word)[0] ?? '')
      : Array.from(words[0] ?? '?');
  return letters.slice(0, 2).join('').toLocaleUpperCase();
}

/** One of the six grounds, the same for the same title. */
export function groundOf(title: string): (typeof GROUNDS)[number] {
  // FNV-1a: titles that begin or end alike still get different grounds.
  const hash = Array.from(title).reduce(
    (mixed, letter) => Math.imul(mixed ^ (letter.codePointAt(0) ?? 0), 0x01_00_01_93),
    0x81_1c_9d_c5,
  );
  return GROUNDS[(hash >>> 0) % GROUNDS.length] ?? 'a';
}
