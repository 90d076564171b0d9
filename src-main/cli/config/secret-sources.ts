import { closeSync, fstatSync, openSync, readFileSync, type Stats } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { expandHome } from '#config/expand-home.ts';
import { AppError } from '#domain/errors.ts';
import type { Sources } from './expand.ts';

export type EnvVars = Readonly<Record<string, string | undefined>>;

/**
 * The places a configuration may keep its secrets: never an argument, which every process can read.
 * @param folder of the configuration, from which relative paths count
 */
export function secretSources(env: EnvVars, folder: string, home: string): Sources {
  return {
    env: (name) => present(env[name], `environment variable ${name} is not set`),
    file: (path) => readSecret(resolve(folder, expandHome(path, home)), { onlyOwner: true }),
    credential: (name) => {
      const credentials = present(env['CREDENTIALS_DIRECTORY'], 'not started by systemd with credentials');
      // systemd guards the folder itself, and shows the access lists it uses for that as group rights.
      return readSecret(join(credentials, basename(name)), { onlyOwner: false });
    },
  };
}

/** True when somebody beside its owner may read the file. Windows keeps that elsewhere; there it is never true. */
export function readableByOthers(
  stats: Pick<Stats, 'mode'>,
  platform: NodeJS.Platform = process.platform,
): boolean {
  return platform !== 'win32' && (stats.mode & 0o077) !== 0;
}

function readSecret(path: string, { onlyOwner }: { readonly onlyOwner: boolean }): string {
  let handle: number;
  try {
    handle = openSync(path, 'r');
  } catch (cause) {
    throw new AppError('secret.missing', 'secrets file cannot be opened', { cause });
  }
  try {
    if (onlyOwner && readableByOthers(fstatSync(handle))) {
      throw new AppError('secret.readable', 'secrets file is readable by others');
    }
    return present(readFileSync(handle, 'utf8').replace(/\r?\n$/, ''), 'secrets file is empty');
  } finally {
    closeSync(handle);
  }
}

function present(value: string | undefined, message: string): string {
  if (value === undefined || value === '') throw new AppError('secret.missing', message);
  return value;
}
