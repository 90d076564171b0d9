import { app } from 'electron';
import type { AppInfo } from '#contract/app.ts';
import { HIDDEN } from '../app/arguments.ts';
import { readAutostartEntry, removeAutostartEntry, writeAutostartEntry } from './autostart-entry.ts';

/** Switches the start with the system, without a window, on or off. */
export async function setAutostart(isOn: boolean, program: readonly string[]): Promise<void> {
  if (process.platform !== 'linux') app.setLoginItemSettings({ openAtLogin: isOn, args: [HIDDEN] });
  else if (isOn) await writeAutostartEntry([...program, HIDDEN]);
  else await removeAutostartEntry();
}

/** The state in the system, where the user may have disabled the start. */
export async function readAutostart(): Promise<AppInfo['autostart']> {
  if (process.platform === 'linux') return readAutostartEntry();
  const { openAtLogin, executableWillLaunchAtLogin } = app.getLoginItemSettings({ args: [HIDDEN] });
  if (!openAtLogin) return 'off';
  return process.platform === 'win32' && !executableWillLaunchAtLogin ? 'disabled-by-user' : 'on';
}
