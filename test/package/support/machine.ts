import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Shell } from '#test/documents/support/shell.ts';
import { temporaryFolder } from '#test/support/temp-folder.ts';

/** What systemd and Docker give a program that nobody told anything. */
export const DEFAULT_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** The reason why there can be no such machine here, or undefined. */
export function whyNoMachine(): string | undefined {
  if (process.platform !== 'linux') return 'needs Linux';
  if (process.getuid?.() !== 0) return 'needs root';
  const world = mkdtempSync(join(tmpdir(), 'chatdrop-world-'));
  try {
    const tried = spawnSync('unshare', ['--mount', 'sh', '-c', overlayOn(`'${world}'`)]);
    return tried.status === 0 ? undefined : 'overlay mounts are not allowed here';
  } finally {
    rmSync(world, { recursive: true });
  }
}

/**
 * This machine once more, in which everything may be done: what is written there lies in memory and is gone with the
 * shell. Its network is that of this one; Node is the one of these tests, where packages of systems put it.
 */
export class Machine {
  readonly shell: Shell;
  /** Folder that both machines share, by the same path. */
  readonly shared: string;

  constructor() {
    this.shared = temporaryFolder();
    const world = join(this.shared, 'world');
    mkdirSync(world);
    const script = join(this.shared, 'enter.sh');
    writeFileSync(script, enter(world, this.shared));
    const env = { PATH: DEFAULT_PATH, HOME: '/root', TZ: 'UTC', LANG: 'C.UTF-8' };
    const through = ['unshare', '--mount', '--fork', '--kill-child', 'sh', '-eu', script];
    this.shell = new Shell('/', join(this.shared, 'shell'), env, through);
  }

  /** Types a line that has to end with 0, and resolves to what it printed. */
  async does(line: string, input?: string): Promise<string> {
    const { code, printed } = await this.shell.type(line, input);
    if (code !== 0) throw new Error(`${line}\nended with ${code}:\n${printed}`);
    return printed;
  }

  /** The package for servers, in the shared folder, as a release has it. The command was built before. */
  packed(): string {
    const args = ['pack', '--silent', '--ignore-scripts', '--pack-destination', this.shared];
    return execFileSync('npm', args, { cwd: resolve('.'), encoding: 'utf8' }).trim();
  }
}

/**
 * Puts a copy of everything onto `$world/root`, whose changes are kept in memory.
 * @param world a folder, quoted for a shell
 */
function overlayOn(world: string): string {
  return `set -eu; world=${world}
    mount --make-rprivate /
    mount -t tmpfs tmpfs "$world"
    mkdir "$world/upper" "$world/work" "$world/root"
    mount -t overlay overlay -o lowerdir=/,upperdir="$world/upper",workdir="$world/work" "$world/root"`;
}

function enter(world: string, shared: string): string {
  return `${overlayOn(`'${world}'`)}
    for system in dev proc sys; do mount --rbind "/$system" "$world/root/$system"; done
    mkdir -p "$world/root${shared}"
    mount --bind '${shared}' "$world/root${shared}"
    rm -f "$world/root/usr/local/bin/node" "$world/root/usr/bin/node"
    touch "$world/root/usr/bin/node"
    mount --bind '${process.execPath}' "$world/root/usr/bin/node"
    exec chroot "$world/root" "$@"`;
}
