/**
 * A command line as the freedesktop specification wants it: in double quotes, `%` doubled. Backslashes are doubled
 * once more, because values of a desktop entry are unescaped before their quotes are read.
 */
export function execLine(program: readonly string[]): string {
  return program
    .map((part) => `"${part.replace(/["`$\\]/g, String.raw`\$&`)}"`)
    .join(' ')
    .replaceAll('\\', String.raw`\\`)
    .replaceAll('%', '%%');
}
