import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../support/temp-folder.ts';
import type { DesktopApp, StartOptions } from './desktop-app.ts';
import { secondOnElectron, startOnElectron } from './real-electron/electron-app.ts';
import { secondOnStandIn, startOnStandIn } from './stand-in-app.ts';

const ELECTRON = join('node_modules', 'electron');

/** Electron's binary, where it was downloaded. */
const electronBinary: string | undefined = binary();
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

function binary(): string | undefined {
  const pathFile = join(ELECTRON, 'path.txt');
  if (!existsSync(pathFile)) return undefined;
  const path = join(ELECTRON, 'dist', readFileSync(pathFile, 'utf8').trim());
  return existsSync(path) ? path : undefined;
}
