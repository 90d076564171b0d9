import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { homedir, tmpdir } from 'node:os';
import { endChromium } from './chromium.ts';
import { Life } from './life.ts';
import { releaseInstanceLock, takeInstanceLock } from './instance-lock.ts';
import { standIn } from './stand-in.ts';

const project = JSON.parse(readFileSync('package.json', 'utf8')) as { readonly version: string };
const switches = new Map(
  process.argv.flatMap((arg) => {
    const found = /^--([a-z-]+)(?:=(.*))?$/.exec(arg);
    return found === null ? [] : [[found[1] ?? '', found[2] ?? ''] as const];
  }),
);

/** What the login item was set to; asked for by tests. */
export const loginItem = { openAtLogin: false, args: [] as readonly string[] };

/** The number on the Dock icon or in the launcher. */
export const badge = { count: 0 };

/** Set where the program shall believe that it was packed: the folder beside its archive. */
const resources = process.env['ELECTRON_HOST_RESOURCES'];
if (resources === undefined) {
  // As Playwright starts it: `electron -r FILE . …`. Electron leaves all of it in `process.argv`.
  process.argv.splice(1, 0, '-r');
} else {
  Object.assign(process, { resourcesPath: resources });
  // A packed program is no argument of Electron.
  process.argv.splice(1, 2);
}

const folders = new Map<string, string>([
  ['userData', join(tmpdir(), 'chatdrop-without-user-data')],
  ['home', homedir()],
  ['appData', process.env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config')],
  ['exe', process.execPath],
]);
let isEnding = false;
export const life = new Life((code) => void end(code));
/** A program in the tray lives although it has nothing to wait for. */
setInterval(() => undefined, 2 ** 30);

const members = Object.assign(life.events, {
  isPackaged: resources !== undefined,
  commandLine: {
    getSwitchValue: (name: string) => switches.get(name) ?? '',
    hasSwitch: (name: string) => switches.has(name),
  },
  enableSandbox: () => undefined,
  setAppUserModelId: () => undefined,
  setBadgeCount: (count: number) => ((badge.count = count), true),
  getAppPath: () => process.cwd(),
  getVersion: () => project.version,
  getName: () => 'Chatdrop',
  getLocale: () => 'en-US',
  getPath: (name: string) => folders.get(name) ?? tmpdir(),
  setPath: (name: string, path: string) => void folders.set(name, path),
  whenReady: () => life.whenReady(),
  isReady: () => life.isReady,
  requestSingleInstanceLock: (data?: object) =>
    takeInstanceLock(members.getPath('userData'), data, (argv, sent) =>
      members.emit('second-instance', {}, argv, process.cwd(), sent),
    ),
  releaseSingleInstanceLock: () => releaseInstanceLock(),
  setLoginItemSettings: ({ openAtLogin = false, args = [] }: Electron.Settings) =>
    void Object.assign(loginItem, { openAtLogin, args }),
  getLoginItemSettings: () => ({ ...loginItem, executableWillLaunchAtLogin: loginItem.openAtLogin }),
  quit: () => life.quit(),
  exit: (code = 0) => void end(code),
});

// Told to tests by a file: nothing else outlives the end.
life.events.on('will-quit', () => {
  const folder = members.getPath('userData');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'will-quit'), '');
});

export const app = standIn<Electron.App>('app', members);

async function end(code: number): Promise<void> {
  if (isEnding) return;
  isEnding = true;
  await endChromium();
  process.exit(code);
}
