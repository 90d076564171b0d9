import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';

/** A drive as the system has it in its tree: where it begins, and the type of its file system. */
export interface Mount {
  readonly point: string;
  readonly type: string;
}

/** A drive that Windows knows by a letter but that lies on another machine. */
const MAPPED = 'mapped';
/** A question to the system that takes longer is taken for unanswered. */
const LIMIT_MS = 5_000;

/**
 * File systems that are on this machine's own drives or in its memory. Every other one (NFS, SMB, FUSE, shared folders
 * of virtual machines) may stop answering, and does not tell of what others do on it. Names as in /proc/filesystems
 * and in macOS' mount(8).
 */
const LOCAL_TYPES: ReadonlySet<string> = new Set(
  (
    'aufs bcachefs bpf btrfs cgroup cgroup2 debugfs devpts devtmpfs ecryptfs efivarfs erofs exfat ext2 ext3 ext4 f2fs ' +
    'hfs hfsplus hugetlbfs iso9660 jffs2 jfs mqueue msdos nilfs2 ntfs ntfs3 overlay proc pstore ramfs reiserfs rootfs ' +
    'securityfs shiftfs squashfs sysfs tmpfs tracefs ubifs udf vfat xfs zfs ' +
    'apfs cd9660 devfs lifs nullfs ufs'
  ).split(' '),
);

export function isLocalType(type: string): boolean {
  return LOCAL_TYPES.has(type);
}

/**
 * The drives of this machine, without touching any of them, so that none can keep us. Never rejects: where the system
 * does not tell, what cannot be the system's own drive counts as another machine's.
 */
export async function readMounts(platform: NodeJS.Platform): Promise<readonly Mount[]> {
  switch (platform) {
    case 'linux':
      return tryRead(() => parseMountInfo(readFileSync('/proc/self/mountinfo', 'utf8')), []);
    case 'darwin':
      // It asks getmntinfo(3) with MNT_NOWAIT, which does not wait for any drive.
      return tryRead(
        async () => parseMacMounts(await output('/sbin/mount')),
        [{ point: '/Volumes', type: 'unknown' }],
      );
    case 'win32':
      // The list of the connections, as Vite reads it for the same purpose (`windowsSafeRealPathSync`).
      return tryRead(async () => parseNetUse(await output('net', 'use')), otherLetters());
    default:
      return [];
  }
}

/** Lines of proc_pid_mountinfo(5). A later one covers an earlier one at the same place. */
export function parseMountInfo(text: string): readonly Mount[] {
  return text.split('\n').flatMap((line) => {
    const [before = '', after = ''] = line.split(' - ', 2);
    const point = before.split(' ')[4];
    const type = after.split(' ')[0];
    if (point === undefined || type === undefined) return [];
    return [{ point: point.replaceAll(/\\([0-7]{3})/g, (_, code: string) => unescape(code)), type }];
  });
}

function unescape(octal: string): string {
  return String.fromCharCode(Number.parseInt(octal, 8));
}

/** `//anna@nas/scans on /Volumes/scans (smbfs, nodev, nosuid, mounted by anna)` */
export function parseMacMounts(text: string): readonly Mount[] {
  return [...text.matchAll(/^.+? on (?<point>\/.*) \((?<type>[^,)]+)[^()]*\)$/gm)].map(({ groups }) => ({
    point: groups?.['point'] ?? '',
    type: groups?.['type'] ?? '',
  }));
}

/** `OK           Z:        \\nas\scans           Microsoft Windows Network`; the words are in the system's language. */
export function parseNetUse(text: string): readonly Mount[] {
  return [...text.matchAll(/\s(?<letter>[A-Z]:)\s+\\\\/gi)].map(({ groups }) => ({
    point: `${groups?.['letter'] ?? ''}\\`,
    type: MAPPED,
  }));
}

/** Every letter but that of the system's own drive. */
function otherLetters(): readonly Mount[] {
  const own = (process.env['SystemDrive'] ?? 'C:').toUpperCase();
  return Array.from({ length: 26 }, (_, at) => String.fromCharCode(65 + at))
    .filter((letter) => `${letter}:` !== own)
    .map((letter) => ({ point: `${letter}:\\`, type: MAPPED }));
}

async function tryRead(
  read: () => readonly Mount[] | Promise<readonly Mount[]>,
  otherwise: readonly Mount[],
): Promise<readonly Mount[]> {
  try {
    return await read();
  } catch {
    return otherwise;
  }
}

async function output(command: string, ...args: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(command, args, { timeout: LIMIT_MS, windowsHide: true });
  return stdout;
}
