import type { FileStamp } from '#domain/file-stamp.ts';
import type { EntryKind, FolderEntry } from '../ports.ts';

/** What lies at a path. */
export interface DiskStats extends FileStamp {
  readonly kind: EntryKind;
  /** Its rights, as in stat(2). */
  readonly mode: number;
  /** Wall clock of its creation; 0 where the file system does not tell. */
  readonly birthtimeMs: number;
  /** User id of the owner; 0 on Windows. */
  readonly owner: number;
  /** Names of the file; 0 once it is deleted. */
  readonly links: number;
}

/** An open file. */
export interface DiskFile {
  stat(): Promise<DiskStats>;
  /** Where the file lies, from the handle; undefined on systems that do not tell. */
  realPath(): Promise<string | undefined>;
  /** Fills `target` from `position`; resolves to the bytes read, 0 at the end of the file. */
  read(target: Uint8Array, position: number): Promise<number>;
  close(): Promise<void>;
}

/**
 * The calls to the system that touch a drive, each of which may take as long as the drive likes. Paths are absolute.
 * They reject with the system's own error, or with `drive.unresponsive` where a call is given up.
 */
export interface Disk {
  /** Follows links. */
  stat(path: string): Promise<DiskStats>;
  /** Follows no link at the end of the path. */
  lstat(path: string): Promise<DiskStats>;
  list(folder: string): Promise<FolderEntry[]>;
  realpath(path: string): Promise<string>;
  /** `flags` as in open(2): numbers, or `wx`. */
  open(path: string, flags: number | 'wx'): Promise<DiskFile>;
  /** Makes the folder and those it lies in, where they are missing. */
  mkdir(folder: string): Promise<void>;
  link(from: string, to: string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  unlink(path: string): Promise<void>;
}
