import { createServer, type Server } from 'node:net';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** Tells the first instance its arguments and resolves the question "am I the first" at once, as Electron does. */
const TELL = `
  const socket = require('node:net').connect(process.argv[1]);
  socket.on('connect', () => socket.end(process.argv[2]));
  socket.on('error', () => process.exit(1));
`;

let held: Server | undefined;

/** One instance for each folder of user data. */
export function takeInstanceLock(
  userData: string,
  data: object | undefined,
  onSecond: (argv: readonly string[], data: unknown) => void,
): boolean {
  mkdirSync(userData, { recursive: true });
  const path = join(userData, 'instance.sock');
  if (existsSync(path) && told(path, data)) return false;
  rmSync(path, { force: true });
  held = createServer((socket) => {
    let text = '';
    socket.setEncoding('utf8').on('data', (piece: string) => (text += piece));
    socket.on('end', () => {
      const { argv, sent } = JSON.parse(text) as { readonly argv: string[]; readonly sent: unknown };
      onSecond(argv, sent);
    });
  })
    .listen(path)
    .unref();
  return true;
}

export function releaseInstanceLock(): void {
  held?.close();
}

function told(path: string, sent: object | undefined): boolean {
  try {
    // Chromium puts the switches first (Electron's documentation of `second-instance`).
    const [program, ...args] = process.argv;
    const isSwitch = (arg: string) => arg.startsWith('-');
    const argv = [program, ...args.filter(isSwitch), ...args.filter((arg) => !isSwitch(arg))];
    execFileSync(process.execPath, ['-e', TELL, path, JSON.stringify({ argv, sent })], { stdio: 'ignore' });
    return true;
  } catch {
    return false; // the one that held it was killed
  }
}
