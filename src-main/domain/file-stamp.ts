/**
 * What a file looked like at one moment. Times are milliseconds with fractions (about 0.2 µs steps), so two
 * stamps of a file that was written in between differ.
 *
 * `ino` identifies the file while its folder stays mounted; file systems without stable inodes report others
 * after a remount, so nothing may depend on it alone.
 */
export interface FileStamp {
  readonly dev: number;
  readonly ino: number;
  /** Bytes. */
  readonly size: number;
  readonly mtimeMs: number;
  readonly ctimeMs: number;
  /** When the file was created, which tells it from another one with its inode; undefined where that is not known. */
  readonly bornMs?: number | undefined;
}

/** Nothing has touched the file in between: neither its content nor its metadata. */
export function isUntouched(a: FileStamp, b: FileStamp): boolean {
  return isSameVersion(a, b) && a.ctimeMs === b.ctimeMs;
}

/** The same file with, as far as its metadata tells, the same content. `dev` may change with a remount. */
export function isSameVersion(
  a: Pick<FileStamp, 'ino' | 'size' | 'mtimeMs'>,
  b: Pick<FileStamp, 'ino' | 'size' | 'mtimeMs'>,
): boolean {
  return a.ino === b.ino && a.size === b.size && a.mtimeMs === b.mtimeMs;
}
