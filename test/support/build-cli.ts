import { execFileSync } from 'node:child_process';

/** Builds the command once before the tests, so that real-process tests run what users run. */
export function setup(): void {
  execFileSync('npm', ['run', '--silent', 'prepare'], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
}
