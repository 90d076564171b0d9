import type { Confinement } from './confined.ts';

/** What a unit says, by its keys; a key may stand there several times. */
export function readUnit(text: string): (key: string) => readonly string[] {
  const lines = [...text.matchAll(/^(\w+)=(.*)$/gm)];
  return (key) => lines.filter(([, name]) => name === key).map(([, , value = '']) => value);
}

/** Where systemd puts the credentials of a service. */
export const CREDENTIALS = '/run/credentials/chatdrop.service';

/** Copies what `LoadCredential=name:path` names to where the service finds it, for its user alone. */
export function loadCredentials(wanted: readonly string[], user: string): string {
  const copies = wanted.map((one) => {
    const [name = '', path = ''] = one.split(':');
    return `install -o ${user} -m 0400 ${path} ${CREDENTIALS}/${name}`;
  });
  return [`install -d -o ${user} -m 0500 ${CREDENTIALS}`, ...copies].join(' && ');
}

/** The line that starts the service, and the confinement it runs in, as far as it can be had without systemd. */
export function serviceOf(unit: string): { readonly command: string; readonly confinement: Confinement } {
  const said = readUnit(unit);
  const one = (key: string) => {
    const [value = ''] = said(key);
    if (value === '') throw new Error(`the unit says no ${key}`);
    return value;
  };
  const state = `/var/lib/${one('StateDirectory')}`;
  return {
    command: one('ExecStart').replace('${STATE_DIRECTORY}', state),
    confinement: {
      user: one('User'),
      env: { STATE_DIRECTORY: state, CREDENTIALS_DIRECTORY: CREDENTIALS },
      writable: [state],
      hidden: ['/tmp', '/home', '/root'],
      umask: one('UMask'),
    },
  };
}
