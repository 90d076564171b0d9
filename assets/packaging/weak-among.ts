interface Weakness {
  readonly name: string;
  readonly severity: string;
}

const GRAVE = new Set(['high', 'critical']);

/**
 * The shipped packages of which something grave is known.
 * @param report what `npm audit --json` printed
 * @throws Error when npm could not ask: nothing known is not the same as nothing there
 */
export function weakAmong(report: unknown, shipped: ReadonlySet<string>): readonly Weakness[] {
  const { vulnerabilities } = report as { readonly vulnerabilities?: Readonly<Record<string, Weakness>> };
  if (vulnerabilities === undefined) throw new Error('npm could not ask for known weaknesses');
  return Object.values(vulnerabilities).filter(
    ({ name, severity }) => shipped.has(name) && GRAVE.has(severity),
  );
}
