import { app } from 'electron';
import type { AppInfo } from '#contract/app.ts';
import { HIDDEN } from '../app/arguments.ts';
import { readAutostartEntry, removeAutostartEntry, writeAutostartEntry } from './autostart-entry.ts';

/** Starts the program with the system, without a window, or no more. */
export async function setAutostart(isOn: boolean, program: readonly string[]): Promise<void> {
  if (process.platform !== 'linux') app.setLoginItemSettings({ openAtLogin: isOn, args: [HIDDEN] });
  else if (isOn) await writeAutostartEntry([...program, HIDDEN]);
  else await removeAutostartEntry();
}

/** As it really is: systems let their users disable what a program enabled. */
export async function readAutostart(): Promise<AppInfo['autostart']> {
  if (process.platform === 'linux') return readAutostartEntry();
  const { openAtLogin, executableWillLaunchAtLogin } = app.getLoginItemSettings({ args: [HIDDEN] });
  if (!openAtLogin) return 'off';
  return process.platform === 'win32' && !executableWillLaunchAtLogin ? 'disabled-by-user' : 'on';
}
