import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { afterAll } from 'vitest';

/**
 * A screen for the tests of one file, with a window manager and a daemon that shows notifications. On a common one the
 * windows of two files would take the focus from each other, and a popover hides then.
 */
const screen = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1400x900x24', '-nolisten', 'tcp'], {
  stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
});
const [number] = (await once(screen.stdio[3] as Readable, 'data')) as [Buffer];
process.env['DISPLAY'] = `:${number.toString().trim()}`;
const helpers = ['openbox', 'dunst'].map((name) => spawn(name, { stdio: 'ignore' }));
afterAll(() => {
  for (const child of [...helpers, screen]) child.kill();
});
