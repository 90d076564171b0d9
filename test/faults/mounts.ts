import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { isNetworkDrive } from '#engine/system/drive-kind.ts';

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
export function joinByFuse(behind: string, folder: string, ...options: readonly string[]): void {
  mkdirSync(behind, { recursive: true });
  run('bindfs', ...options, behind, folder);
  onTestFinished(() => void spawnSync('umount', ['-l', folder], { stdio: 'ignore' }));
}

/** A folder joined by bindfs that remembers nothing, and can be made to stop answering. */
export async function joinByStoppableFuse(behind: string, folder: string): Promise<StoppableDrive> {
  mkdirSync(behind, { recursive: true });
  mkdirSync(folder, { recursive: true });
  const forgetful = 'attr_timeout=0,entry_timeout=0,negative_timeout=0';
  const daemon = spawn('bindfs', ['-f', '-o', forgetful, behind, folder], { stdio: 'ignore' });
  onTestFinished(async () => {
    daemon.kill('SIGCONT');
    spawnSync('umount', ['-l', folder], { stdio: 'ignore' });
    daemon.kill('SIGKILL');
    if (daemon.exitCode === null && daemon.signalCode === null) await once(daemon, 'exit');
  });
  // The list of drives is read once a second.
  await expect.poll(() => isNetworkDrive(folder), { timeout: 10_000 }).toBe(true);
  return { stop: () => void daemon.kill('SIGSTOP'), goOn: () => void daemon.kill('SIGCONT') };
}

export interface StoppableDrive {
  /** From now on every call hangs. */
  stop(): void;
  goOn(): void;
}

function run(command: string, ...args: readonly string[]): void {
  execFileSync(command, args, { stdio: ['ignore', 'ignore', 'pipe'] });
}
