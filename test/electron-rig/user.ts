import { execFileSync, spawnSync } from 'node:child_process';

const PROGRAMS = ['Xvfb', 'dbus-daemon', 'gnome-keyring-daemon', 'dunst', 'openbox', 'unzip', 'setpriv'];

/** Chromium's sandbox is not for root: then the tests run as a user who is nobody else's. */
export const USER =
  process.getuid?.() === 0 ? { name: 'nobody', uid: idOf('-u'), gid: idOf('-g') } : undefined;

function idOf(which: '-u' | '-g'): number {
  return Number(execFileSync('id', [which, 'nobody'], { encoding: 'utf8' }));
}

/** The command as it starts for that user. */
export function withUser(words: readonly string[]): readonly string[] {
  if (USER === undefined) return words;
  return ['setpriv', `--reuid=${USER.uid}`, `--regid=${USER.gid}`, '--clear-groups', ...words];
}

/** What a desktop on Linux needs and this machine lacks. */
export function missingPrograms(): readonly string[] {
  if (process.platform !== 'linux') return [];
  return PROGRAMS.filter((name) => spawnSync('sh', ['-c', `command -v ${name}`]).status !== 0);
}
