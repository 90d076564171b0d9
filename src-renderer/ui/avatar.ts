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
  const sum = Array.from(title).reduce(
    (total, letter) => (total * 31 + (letter.codePointAt(0) ?? 0)) % 9_973,
    7,
  );
  return GROUNDS[sum % GROUNDS.length] ?? 'a';
}
