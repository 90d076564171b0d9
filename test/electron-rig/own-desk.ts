import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { afterAll } from 'vitest';

/**
 * A desktop of its own for the tests of one file: session bus, unlocked keyring, screen, window manager, and a daemon
 * that shows notifications. On a common one two files would take the focus from each other, and a popover hides then.
 */
const running: ChildProcess[] = [];

/** Starts a daemon that writes where it can be reached to its third file. */
async function daemon(command: string, args: readonly string[]): Promise<string> {
  const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  running.push(child);
  const [text] = (await once(child.stdio[3] as Readable, 'data')) as [Buffer];
  return text.toString().trim();
}

const home = mkdtempSync(join(tmpdir(), 'desk-'));
Object.assign(process.env, { XDG_RUNTIME_DIR: home, XDG_DATA_HOME: join(home, 'data') });
process.env['DBUS_SESSION_BUS_ADDRESS'] = await daemon('dbus-daemon', [
  '--session',
  '--nofork',
  '--print-address=3',
]);
process.env['DISPLAY'] = `:${await daemon('Xvfb', ['-displayfd', '3', '-screen', '0', '3840x1080x24'])}`;
spawnSync('gnome-keyring-daemon', ['--unlock', '--components=secrets'], { input: '\n' });
for (const name of ['openbox', 'dunst']) running.push(spawn(name, { stdio: 'ignore' }));

afterAll(() => {
  for (const child of running.reverse()) child.kill();
});
