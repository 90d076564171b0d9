import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** Mounts something for a test, and makes sure that it is gone afterwards. */
export function mountFor(folder: string, ...args: readonly string[]): void {
  run('mount', ...args, folder);
  onTestFinished(() => void spawnSync('umount', ['-l', folder], { stdio: 'ignore' }));
}

export function unmount(folder: string): void {
  run('umount', '-l', folder);
}

/** The reason why nothing can be mounted here, or undefined. */
export function whyNoMounts(): string | undefined {
  if (process.platform !== 'linux') return 'needs Linux';
  const folder = mkdtempSync(join(tmpdir(), 'chatdrop-mount-'));
  try {
    run('mount', '-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder);
    run('umount', folder);
    return undefined;
  } catch {
    return 'mounts are not allowed here';
  } finally {
    rmdirSync(folder);
  }
}

/** The reason why a program is missing, or undefined. */
export function whyNo(program: string): string | undefined {
  const { status } = spawnSync('sh', ['-c', `command -v ${program}`], { stdio: 'ignore' });
  return status === 0 ? undefined : `needs ${program}`;
}

/** Says why a rig does not run, so that nobody takes silence for success. */
export function tellSkipped(rig: string, reason: string | undefined): boolean {
  if (reason !== undefined) console.log(`skipped: ${rig}: ${reason}`);
  return reason !== undefined;
}

/** A folder with what lies behind it, joined by bindfs: changes behind it are told to nobody. */
export function joinByFuse(behind: string, folder: string): void {
  mkdirSync(behind, { recursive: true });
  run('bindfs', behind, folder);
  onTestFinished(() => void spawnSync('umount', ['-l', folder], { stdio: 'ignore' }));
}

function run(command: string, ...args: readonly string[]): void {
  execFileSync(command, args, { stdio: ['ignore', 'ignore', 'pipe'] });
}
