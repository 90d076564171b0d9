/** A command line as the freedesktop specification wants it: in double quotes, `%` doubled. */
export function execLine(program: readonly string[]): string {
  return program
    .map((part) => `"${part.replace(/["`$\\]/g, String.raw`\$&`)}"`)
    .join(' ')
    .replaceAll('%', '%%');
}
