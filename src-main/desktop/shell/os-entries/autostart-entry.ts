import { mkdir, readFile, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { replaceFile } from '#engine/system/replace-file.ts';
import { execLine } from './desktop-entry.ts';

/** XDG autostart: Electron sets login items on Windows and macOS alone. */
const entry = () =>
  join(process.env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config'), 'autostart', 'chatdrop.desktop');

/** How desktops switch an entry off without deleting it: KDE and the specification, and GNOME. */
const SWITCHED_OFF = /^(?:Hidden *= *true|X-GNOME-Autostart-enabled *= *false) *$/m;

/** Writes the entry. One that was switched off is switched on. */
export async function writeAutostartEntry(command: readonly string[]): Promise<void> {
  await mkdir(dirname(entry()), { recursive: true });
  const text = `[Desktop Entry]\nType=Application\nName=Chatdrop\nExec=${execLine(command)}\n`;
  await replaceFile(entry(), text, 0o644);
}

export async function removeAutostartEntry(): Promise<void> {
  await rm(entry(), { force: true });
}

/** What the session will do: the user may have disabled an existing entry. */
export async function readAutostartEntry(): Promise<'on' | 'off' | 'disabled-by-user'> {
  const text = await readFile(entry(), 'utf8').catch(() => undefined); // not there, or not to be read by the session
  if (text === undefined) return 'off';
  return SWITCHED_OFF.test(text) ? 'disabled-by-user' : 'on';
}
