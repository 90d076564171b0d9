import { lstatSync, readlinkSync } from 'node:fs';
import path from 'node:path';
import { isLocalType, type Mount, readMounts } from './mounts.ts';

/** What the system says about its drives is good for so long. Asking Linux costs nothing, the others a process. */
const FRESH_MS = process.platform === 'linux' ? 1_000 : 30_000;
/** As the systems themselves: a loop of links leads nowhere. */
const MAX_LINKS = 40;

/** Where a path leads. */
export interface Place {
  /** Without links, as far as they could be followed on local drives. */
  readonly path: string;
  /** The drive it lies on, where that is not known to be local: its mount point, letter or share. */
  readonly drive: string | undefined;
}

/** Tells which drive a path lies on without touching any that is not known to be local. */
export class Drives {
  readonly #platform: NodeJS.Platform;
  readonly #read: () => Promise<readonly Mount[]>;
  #mounts: Promise<readonly Mount[]> = Promise.resolve([]);
  #readAtMs = -Infinity;
  #places = new Map<string, Place>();

  constructor(platform = process.platform, read = () => readMounts(platform)) {
    this.#platform = platform;
    this.#read = read;
  }

  /** @param followsLast whether a link at the end of the path is followed */
  async placeOf(file: string, followsLast = true): Promise<Place> {
    const mounts = await this.#fresh();
    const paths = this.#platform === 'win32' ? path.win32 : path.posix;
    const absolute = paths.resolve(file);
    // Nothing to be found out, as on most servers.
    if (this.#platform !== 'win32' && mounts.every(({ type }) => isLocalType(type)))
      return { path: absolute, drive: undefined };
    return this.#walk(absolute, followsLast, mounts, 0);
  }

  /** True for a folder with a drive at or below it that is not known to be local. */
  async isNetwork(folder: string): Promise<boolean> {
    const { path: real, drive } = await this.placeOf(folder);
    if (drive !== undefined) return true;
    const mounts = await this.#fresh();
    return mounts.some(({ point, type }) => !isLocalType(type) && point !== real && isAtOrBelow(point, real));
  }

  async #fresh(): Promise<readonly Mount[]> {
    const nowMs = performance.now();
    if (nowMs - this.#readAtMs >= FRESH_MS) {
      this.#readAtMs = nowMs;
      this.#places = new Map();
      this.#mounts = this.#read();
    }
    return this.#mounts;
  }

  #walk(file: string, followsLast: boolean, mounts: readonly Mount[], links: number): Place {
    const known = followsLast ? this.#places.get(file) : undefined;
    if (known !== undefined) return known;
    const place = this.#step(file, followsLast, mounts, links);
    if (followsLast) this.#places.set(file, place);
    return place;
  }

  #step(file: string, followsLast: boolean, mounts: readonly Mount[], links: number): Place {
    const isWindows = this.#platform === 'win32';
    const share = isWindows ? shareOf(file) : undefined;
    if (share !== undefined) return { path: file, drive: share };
    const paths = isWindows ? path.win32 : path.posix;
    const parent = paths.dirname(file);
    const isRoot = parent === file;
    const above = isRoot ? { path: file, drive: undefined } : this.#walk(parent, true, mounts, links);
    const found = isRoot ? file : paths.join(above.path, paths.basename(file));
    // The way to a drive leads over those it is mounted on; where the root is one, nothing can be done about that.
    const drive = above.drive !== '/' ? above.drive : undefined;
    const nearest = drive ?? driveAt(found, mounts, this.#platform);
    if (nearest !== undefined || isRoot || !followsLast) return { path: found, drive: nearest };
    const target = targetOf(found);
    if (target === undefined || links >= MAX_LINKS) return { path: found, drive: undefined };
    return this.#walk(paths.resolve(above.path, target), true, mounts, links + 1);
  }
}

/** The drives of this machine. */
export const machineDrives = new Drives();

/** True for a folder on, or with, a drive that does not tell what happens on it and may stop answering. Never rejects. */
export function isNetworkDrive(folder: string): Promise<boolean> {
  return machineDrives.isNetwork(folder);
}

/** `\\server\share`, also in the long spelling `\\?\UNC\server\share`. */
export function isUncPath(folder: string): boolean {
  return shareOf(folder) !== undefined;
}

function shareOf(folder: string): string | undefined {
  const match = /^\\\\(?:\?\\UNC\\)?(?<server>[^\\?.][^\\]*)(?:\\(?<share>[^\\]+))?/i.exec(
    folder.replaceAll('/', '\\'),
  );
  const { server, share = '' } = match?.groups ?? {};
  return server === undefined ? undefined : `\\\\${server}\\${share}`.toLowerCase();
}

/** The drive that begins nearest above a path, where it is not known to be local. */
function driveAt(file: string, mounts: readonly Mount[], platform: NodeJS.Platform): string | undefined {
  if (platform === 'win32') {
    const letter = file
      .replace(/^\\\\\?\\/, '')
      .slice(0, 3)
      .toUpperCase();
    return mounts.find(({ point }) => point.toUpperCase() === letter)?.point;
  }
  let nearest: Mount | undefined;
  for (const mount of mounts) {
    if (mount.point.length >= (nearest?.point.length ?? 0) && isAtOrBelow(file, mount.point)) nearest = mount;
  }
  return nearest === undefined || isLocalType(nearest.type) ? undefined : nearest.point;
}

function isAtOrBelow(file: string, folder: string): boolean {
  return file === folder || file.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}

/** Where a link leads; undefined for everything else, and for what may not be seen. */
function targetOf(file: string): string | undefined {
  try {
    return lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink() === true
      ? readlinkSync(file)
      : undefined;
  } catch {
    return undefined;
  }
}
