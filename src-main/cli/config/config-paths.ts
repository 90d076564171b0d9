import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import type { EnvVars } from './secret-sources.ts';

/** What decides where files are looked for. */
export interface Environment {
  readonly cwd: string;
  readonly env: EnvVars;
  readonly platform: NodeJS.Platform;
  readonly home: string;
}

export function environment(): Environment {
  return { cwd: process.cwd(), env: process.env, platform: process.platform, home: homedir() };
}

/** Where a configuration is looked for when none is named, best first. */
export function configPaths({ cwd, env, platform, home }: Environment): readonly string[] {
  const here = resolve(cwd, 'chatdrop.json');
  if (platform === 'win32')
    return [here, join(env['APPDATA'] ?? join(home, 'AppData', 'Roaming'), 'chatdrop', 'chatdrop.json')];
  return [
    here,
    join(env['XDG_CONFIG_HOME'] ?? join(home, '.config'), 'chatdrop', 'chatdrop.json'),
    '/etc/chatdrop/chatdrop.json',
  ];
}

/** Where the history lies when nobody says otherwise. Always on a local disk. */
export function defaultDataDir({ env, platform, home }: Environment): string {
  switch (platform) {
    case 'win32':
      return join(env['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'), 'chatdrop');
    case 'darwin':
      return join(home, 'Library', 'Application Support', 'chatdrop');
    default:
      return join(env['XDG_STATE_HOME'] ?? join(home, '.local', 'state'), 'chatdrop');
  }
}
