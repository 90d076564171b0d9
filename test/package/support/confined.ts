import { DEFAULT_PATH } from './machine.ts';

export interface Confinement {
  readonly user: string;
  readonly env: Readonly<Record<string, string>>;
  /** The only folders that can be written to. */
  readonly writable: readonly string[];
  /** Folders that are there and empty. */
  readonly hidden?: readonly string[];
  readonly umask?: string;
}

/**
 * A line that runs a command as nobody special on a disk that is read-only, without any capability or a way back to
 * them, and with no environment but its own: what a service manager does before it starts a program.
 */
export function confined(
  command: string,
  { user, env, writable, hidden = [], umask = '022' }: Confinement,
): string {
  const variables = Object.entries({ PATH: DEFAULT_PATH, ...env }).map(
    ([name, value]) => `${name}='${value}'`,
  );
  const steps = [
    ...writable.map((folder) => `mount --bind ${folder} ${folder}`),
    'mount -o remount,bind,ro /',
    ...hidden.map((folder) => `mount -t tmpfs -o ro tmpfs ${folder}`),
    `umask ${umask}`,
    'exec setpriv ' +
      `--reuid=$(id -u ${user}) --regid=$(id -g ${user}) --clear-groups --no-new-privs --bounding-set=-all ` +
      `env -i ${variables.join(' ')} ${command}`,
  ];
  return `unshare --mount sh -euc ${quoted(steps.join('\n'))}`;
}

/** One word for a shell, whatever is in it. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
