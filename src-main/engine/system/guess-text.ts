/** What names that are not UTF-8 are usually encoded in, the likeliest first: Windows, DOS and older Unix programs. */
const ENCODINGS = ['windows-1251', 'ibm866', 'koi8-r', 'windows-1252'] as const;

/** How often each letter comes in a thousand letters of Russian text (Russian National Corpus). */
const FREQUENCIES: Readonly<Record<string, number>> = {
  ...{ о: 110, е: 85, а: 80, и: 74, н: 67, т: 63, с: 55, р: 47, в: 45, л: 43, к: 35, м: 32, д: 30, п: 28 },
  ...{ у: 26, я: 20, ы: 19, ь: 17, г: 17, з: 16, б: 16, ч: 14, й: 12, х: 10, ж: 9, ш: 7, ю: 6, ц: 5, щ: 4 },
  ...{ э: 3, ф: 3, ъ: 1, ё: 10 },
};

const CYRILLIC = /\p{Script=Cyrillic}/u;
const LATIN = /[A-Za-z]/;
const ACCENTED = /[\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u00ff\u0152\u0153\u0160\u0161\u017d\u017e]/;

/** The likeliest text of bytes that are not UTF-8, of a file name say: Russian, or a language of western Europe. */
export function guessText(bytes: Uint8Array): string {
  const [best = ''] = ENCODINGS.map((encoding) => new TextDecoder(encoding).decode(bytes))
    .map((text) => ({ text, score: plausibility(text) }))
    .toSorted((a, b) => b.score - a.score)
    .map(({ text }) => text);
  return best;
}

function plausibility(text: string): number {
  let score = 0;
  for (const [at, char] of Array.from(text).entries()) {
    if (char <= '\u007f') continue;
    const before = text[at - 1] ?? '';
    const after = text[at + 1] ?? '';
    if (CYRILLIC.test(char)) score += cyrillic(char, before, after);
    else if (ACCENTED.test(char)) score += LATIN.test(before + after) ? 60 : -30;
    else score += '№«»–—'.includes(char) ? 20 : -80;
  }
  return score;
}

function cyrillic(char: string, before: string, after: string): number {
  const lower = char.toLowerCase();
  const isBesideLatin = LATIN.test(before + after);
  const isOddCase = char !== lower && /\p{Ll}/u.test(before);
  return (FREQUENCIES[lower] ?? -20) - (isBesideLatin ? 120 : 0) - (isOddCase ? 120 : 0);
}
