/** A number as people type it, with a point or a comma; undefined where nothing is typed. */
export function parseDecimal(text: string): number | undefined | 'wrong' {
  const plain = text.trim().replace(',', '.');
  if (plain === '') return undefined;
  return /^\d{1,12}(\.\d{1,6})?$/.test(plain) ? Number(plain) : 'wrong';
}
