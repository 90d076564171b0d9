import { fstatSync, realpathSync, statSync, type Stats } from 'node:fs';
import { dirname } from 'node:path';

/** Why a file is not the administrators' own. */
export type Distrust = 'owner' | 'writable' | 'link' | 'unknown';

const STICKY = 0o1000;
/** macOS's group of administrators, to which `/Library/Application Support` may belong. */
const MAC_ADMIN_GROUP = 80;

/**
 * Whether only administrators can write to an open file, and to the folders it lies in.
 * @param administrator user id that counts as one
 */
export function distrustOfFile(
  handle: number,
  path: string,
  administrator: number,
  platform: NodeJS.Platform = process.platform,
): Distrust | undefined {
  const stats = fstatSync(handle);
  if (!stats.isFile()) return 'link';
  return (
    distrustOf(stats, administrator, platform) ??
    foldersAbove(realpathSync(dirname(path)))
      .map((folder) => distrustOfFolder(statSync(folder), administrator, platform))
      .find((distrust) => distrust !== undefined)
  );
}

/** In a sticky folder such as /tmp nobody replaces what belongs to somebody else. */
function distrustOfFolder(
  stats: Stats,
  administrator: number,
  platform: NodeJS.Platform,
): Distrust | undefined {
  return (stats.mode & STICKY) !== 0 && stats.uid === 0
    ? undefined
    : distrustOf(stats, administrator, platform);
}

function distrustOf(
  { uid, gid, mode }: Pick<Stats, 'uid' | 'gid' | 'mode'>,
  administrator: number,
  platform: NodeJS.Platform,
): Distrust | undefined {
  if (uid !== 0 && uid !== administrator) return 'owner';
  const isGroupTrusted = gid === 0 || (platform === 'darwin' && gid === MAC_ADMIN_GROUP);
  return (mode & (isGroupTrusted ? 0o002 : 0o022)) === 0 ? undefined : 'writable';
}

/** The folder itself and all it lies in, to the root. */
function foldersAbove(folder: string): readonly string[] {
  const parent = dirname(folder);
  return parent === folder ? [folder] : [folder, ...foldersAbove(parent)];
}
