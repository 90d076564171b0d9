import type { ChildProcess } from 'node:child_process';
import { temporaryFolder } from '../support/temp-folder.ts';
import type { DesktopApp, StartOptions } from './desktop-app.ts';
import { ownElectron } from './own-electron.ts';
import { programOnElectron, secondOnElectron, startOnElectron } from './real-electron/electron-app.ts';
import { programOnStandIn, secondOnStandIn, startOnStandIn } from './stand-in-app.ts';

/** Electron's binary: the one the rig names, or the project's own where it was downloaded. */
const electronBinary = process.env['CHATDROP_ELECTRON'] ?? ownElectron();
/** What only a stand-in can be asked for: a machine without a tray, a keyring that stays locked. */
export const isStandIn = electronBinary === undefined;
const host = isStandIn ? 'the stand-in for Electron' : 'real Electron';

let isTold = false;

/** Starts the built program, on real Electron where its binary is, else on the stand-in. */
export async function startDesktop(options: Partial<StartOptions> = {}): Promise<DesktopApp> {
  if (!isTold) console.log(`the desktop runs on ${host}`);
  isTold = true;
  const whole = { userData: temporaryFolder(), ...options };
  return electronBinary === undefined ? startOnStandIn(whole) : startOnElectron(electronBinary, whole);
}

/** Starts the program once more on the same data; resolves to its exit code. */
export function startSecond(options: StartOptions): Promise<number | null> {
  return electronBinary === undefined ? secondOnStandIn(options) : secondOnElectron(electronBinary, options);
}

/** Starts the program of Electron that lies in a folder, as a process that is only watched. */
export function startProgram(folder: string, userData: string): ChildProcess {
  return electronBinary === undefined
    ? programOnStandIn(folder, userData)
    : programOnElectron(electronBinary, folder, userData);
}
