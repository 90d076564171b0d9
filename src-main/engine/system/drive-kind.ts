import { statfs } from 'node:fs/promises';

/**
 * Types of file systems that do not tell of what other machines (or, with FUSE, other programs) do on them, from
 * Linux's `statfs(2)` and `linux/magic.h`.
 */
const TELLS_NOTHING: ReadonlySet<number> = new Set([
  0x6969, // nfs
  0x517b, // smb
  0xfe534d42, // smb2
  0xff534d42, // cifs
  0x65735546, // fuse: sshfs, bindfs, rclone, ntfs-3g
  0x01021997, // 9p: shared folders of virtual machines, WSL's drives
  0x786f4256, // vboxsf
  0xbacbacbc, // vmhgfs
  0x5346414f, // afs
  0x6b414653, // kafs
  0x00c36400, // ceph
  0x73757245, // coda
  0x564c, // ncp
  0x0bd00bd0, // lustre
  0x01161970, // gfs2
  0x7461636f, // ocfs2
]);

/** True for a folder on a drive that does not tell what happens on it. False also when that cannot be found out. */
export async function isNetworkDrive(folder: string): Promise<boolean> {
  if (process.platform === 'win32') return isUncPath(folder);
  if (process.platform !== 'linux') return false;
  try {
    const { type } = await statfs(folder);
    // Node passes the type on as the signed number that some kernels make of it.
    return TELLS_NOTHING.has(type < 0 ? type + 2 ** 32 : type);
  } catch {
    // Gone again: it is asked anew when the folder is back.
    return false;
  }
}

/** `\\server\share`, also in the long spelling `\\?\UNC\server\share`. */
export function isUncPath(folder: string): boolean {
  const path = folder.replaceAll('/', '\\');
  return /^\\\\\?\\UNC\\/i.test(path) || /^\\\\[^\\?.]/.test(path);
}
