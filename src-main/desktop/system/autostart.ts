import { mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { app } from 'electron';
import type { AppInfo } from '#contract/app.ts';
import { HIDDEN } from './arguments.ts';
import { execLine } from './desktop-entry.ts';

/** XDG autostart: Electron sets login items on Windows and macOS alone. */
const entry = () =>
  join(process.env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config'), 'autostart', 'chatdrop.desktop');

/** Starts the program with the system, without a window, or no more. */
export async function setAutostart(isOn: boolean, program: readonly string[]): Promise<void> {
  if (process.platform !== 'linux') {
    app.setLoginItemSettings({ openAtLogin: isOn, args: [HIDDEN] });
    return;
  }
  if (!isOn) {
    await rm(entry(), { force: true });
    return;
  }
  await mkdir(dirname(entry()), { recursive: true });
  const command = execLine([...program, HIDDEN]);
  await writeFile(entry(), `[Desktop Entry]\nType=Application\nName=Chatdrop\nExec=${command}\n`);
}

/** As it really is: Windows lets users disable what a program enabled. */
export async function readAutostart(): Promise<AppInfo['autostart']> {
  if (process.platform === 'linux') {
    const isThere = await stat(entry()).then(
      () => true,
      () => false,
    );
    return isThere ? 'on' : 'off';
  }
  const { openAtLogin, executableWillLaunchAtLogin } = app.getLoginItemSettings({ args: [HIDDEN] });
  if (!openAtLogin) return 'off';
  return process.platform === 'win32' && !executableWillLaunchAtLogin ? 'disabled-by-user' : 'on';
}
