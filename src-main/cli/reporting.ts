/** A command as commander calls it: its result becomes the exit code, what it throws becomes words. */
export function reporting<A extends unknown[]>(
  command: (...parameters: A) => number | Promise<number>,
): (...parameters: A) => Promise<void> {
  return async (...parameters) => {
    try {
      process.exitCode = await command(...parameters);
    } catch (error) {
      // Loaded only now: the words of every failure in every language are most of what `--help` would read.
      const { sayWhy } = await import('./say-why.ts');
      sayWhy(error);
      process.exitCode = 1;
    }
  };
}
