import path from 'node:path';
import type { Disk } from './disk.ts';

/** What of this machine must never be watched. Absolute paths. */
export interface PrivatePlaces {
  readonly home: string;
  /** Our own data: the ledger would be posted, and what posting writes would be posted again. */
  readonly dataDir: string;
  readonly platform: NodeJS.Platform;
}

/** Folders below home whose content is nobody else's business, with all that lies in them. */
const PRIVATE_BELOW_HOME = [
  '.ssh',
  '.gnupg',
  '.aws',
  '.kube',
  '.password-store',
  '.local/share/keyrings',
  '.mozilla',
  '.thunderbird',
  '.config/google-chrome',
  '.config/chromium',
  '.config/BraveSoftware',
  '.config/microsoft-edge',
  '.config/opera',
  '.config/vivaldi',
  'Library/Keychains',
  'Library/Safari',
  'Library/Application Support/Google/Chrome',
  'Library/Application Support/Chromium',
  'Library/Application Support/Firefox',
  'Library/Application Support/Microsoft Edge',
  'Library/Application Support/BraveSoftware',
  'AppData/Local/Google/Chrome',
  'AppData/Local/Microsoft/Edge',
  'AppData/Local/BraveSoftware',
  'AppData/Roaming/Mozilla',
  'AppData/Roaming/Thunderbird',
  'AppData/Roaming/Opera Software',
  'AppData/Roaming/gnupg',
  'AppData/Roaming/Microsoft/Credentials',
  'AppData/Roaming/Microsoft/Protect',
];

/**
 * Folders of the system and of its programs, with all that lies in them. Not `/var`, `/opt` and `ProgramData`, where
 * programs leave what they make, nor `/run`, where desktops mount drives.
 */
const SYSTEM_FOLDERS: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  win32: ['Windows', 'Program Files', 'Program Files (x86)', '$Recycle.Bin', 'System Volume Information'],
  darwin: ['Applications', 'Library', 'System', 'bin', 'dev', 'etc', 'private/etc', 'sbin', 'usr'],
  linux: ['bin', 'boot', 'dev', 'etc', 'lib', 'lib32', 'lib64', 'proc', 'sbin', 'sys', 'usr'],
};
/** macOS keeps what people own below its own folder, too. */
const NOT_SYSTEM = 'System/Volumes/Data';

/** As `isForbiddenRoot`, for the folder as it is named and for where it really lies. */
export async function mayNeverBeWatched(
  disk: Pick<Disk, 'realpath'>,
  folder: string,
  places: PrivatePlaces,
): Promise<boolean> {
  // Absent for now, or on a drive that does not answer: it is judged by its name.
  const real = (one: string) => disk.realpath(one).catch(() => one);
  const [realFolder, home, dataDir] = await Promise.all([
    real(folder),
    real(places.home),
    real(places.dataDir),
  ]);
  return isForbiddenRoot(folder, places) || isForbiddenRoot(realFolder, { ...places, home, dataDir });
}

/**
 * True for the root of a drive, the home folder and those it lies in, private folders below home, the
 * system's own, and everything that holds our own data or lies in it.
 */
export function isForbiddenRoot(folder: string, places: PrivatePlaces): boolean {
  const paths = places.platform === 'win32' ? path.win32 : path.posix;
  const fold = (text: string) => (places.platform === 'linux' ? text : text.toLowerCase());
  const isInside = (inner: string, outer: string) => {
    const way = paths.relative(fold(paths.resolve(outer)), fold(paths.resolve(inner)));
    return way !== '..' && !/^\.\.[\\/]/.test(way) && !paths.isAbsolute(way);
  };
  const { root } = paths.parse(paths.resolve(folder));
  const isDriveRoot = paths.resolve(folder) === root;
  const isOfSystem =
    (SYSTEM_FOLDERS[places.platform] ?? []).some((name) => isInside(folder, paths.join(root, name))) &&
    !(places.platform === 'darwin' && isInside(folder, paths.join(root, NOT_SYSTEM)));
  return (
    isDriveRoot ||
    isOfSystem ||
    isInside(places.home, folder) ||
    isInside(places.dataDir, folder) ||
    isInside(folder, places.dataDir) ||
    PRIVATE_BELOW_HOME.some((name) => isInside(folder, paths.join(places.home, name)))
  );
}
