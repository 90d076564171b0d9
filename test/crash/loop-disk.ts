import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const OUTER_MB = 900;
const INNER_MB = 48;

/** A disk whose content at any one moment can be had: an ext4 image inside an XFS image that shares blocks. */
export interface LoopDisk {
  /** Folder on the inner disk. */
  readonly folder: string;
  /** Mounts the disk as a power cut at this moment would leave it, and calls `look` with its folder. */
  cut<T>(look: (folder: string) => T): T;
  remove(): void;
}

/** The reason why there can be none here, or undefined. */
export function whyNoLoopDisk(): string | undefined {
  if (process.platform !== 'linux') return 'needs Linux';
  if (process.getuid?.() !== 0) return 'needs root';
  for (const tool of ['mkfs.xfs', 'mkfs.ext4', 'losetup']) {
    try {
      execFileSync('sh', ['-c', `command -v ${tool}`], { stdio: 'ignore' });
    } catch {
      return `needs ${tool}`;
    }
  }
  try {
    makeLoopDisk().remove();
    return undefined;
  } catch {
    return 'loop mounts are not allowed here';
  }
}

/** Makes and mounts a loop disk. @throws the system's refusal */
export function makeLoopDisk(): LoopDisk {
  const root = mkdtempSync(join(tmpdir(), 'chatdrop-cut-'));
  const at = (name: string) => join(root, name);
  const mounted: string[] = [];
  const mount = (image: string, folder: string) => {
    mkdirSync(folder, { recursive: true });
    run('mount', '-o', 'loop', image, folder);
    mounted.push(folder);
  };
  const unmount = (folder: string) => {
    run('umount', folder);
    mounted.splice(mounted.indexOf(folder), 1);
  };
  const remove = () => {
    for (const folder of mounted.toReversed()) run('umount', '-l', folder);
    rmSync(root, { recursive: true, force: true });
  };
  try {
    run('truncate', '-s', `${OUTER_MB}M`, at('outer.img'));
    run('mkfs.xfs', '-q', '-m', 'reflink=1', at('outer.img'));
    mount(at('outer.img'), at('outer'));
    run('truncate', '-s', `${INNER_MB}M`, at('outer/inner.img'));
    run('mkfs.ext4', '-q', at('outer/inner.img'));
    mount(at('outer/inner.img'), at('inner'));
  } catch (error) {
    remove();
    throw error;
  }
  return {
    folder: at('inner'),
    cut: (look) => {
      run('cp', '--reflink=always', at('outer/inner.img'), at('outer/cut.img'));
      mount(at('outer/cut.img'), at('cut'));
      try {
        return look(at('cut'));
      } finally {
        unmount(at('cut'));
        rmSync(at('outer/cut.img'));
      }
    },
    remove,
  };
}

function run(command: string, ...args: readonly string[]): void {
  execFileSync(command, args, { stdio: ['ignore', 'ignore', 'pipe'] });
}
