/** Something wrong at one place of the configuration. `expected` never repeats a value: it may be a secret. */
export interface Problem {
  readonly path: readonly PropertyKey[];
  readonly expected: string;
}

/** `watches[0].dialog`; empty for the whole file. */
function jsonPath(path: readonly PropertyKey[]): string {
  return path
    .map((step, at) => (typeof step === 'number' ? `[${step}]` : `${at === 0 ? '' : '.'}${String(step)}`))
    .join('');
}

/** One line for the terminal: the file, the place in it, what is expected there. */
export function problemLine(file: string, { path, expected }: Problem): string {
  return [file, jsonPath(path), expected].filter((part) => part !== '').join(': ');
}

/** What stands at `path`, or `undefined`. */
export function valueAt(root: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, step) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, step)
        ? (value as Record<PropertyKey, unknown>)[step]
        : undefined,
    root,
  );
}
