import { execFileSync } from 'node:child_process';

/** Builds the desktop program once before the tests, so that they run the bundles that users run. */
export function setup(): void {
  execFileSync('npx', ['electron-vite', 'build', '--logLevel', 'warn'], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
}
