import type { ErrorCode } from '#domain/errors.ts';
import type { FileStamp } from '#domain/file-stamp.ts';

/**
 * What became of a known file. `open` is an upload that has not ended: when its file changes, nothing was
 * delivered that the change could be compared with, so the upload simply goes on with the newer file.
 */
export type Standing = 'baseline' | 'open' | 'delivered' | 'skipped';

/** A file of a watch that the ledger already knows: delivered, queued, skipped, or there before the watch began. */
export interface SeenFile {
  /** Folder relative to the watch's own, with `/`; empty for the watch's folder itself. */
  readonly folder: string;
  readonly name: string;
  readonly ino: number;
  readonly size: number;
  readonly mtimeMs: number;
  /** SHA-256 of what was delivered, lower-case hex, where something was. */
  readonly sha256: string | undefined;
  readonly standing: Standing;
  /** Wall clock at which the file was first found missing; undefined while it is there. */
  readonly goneAt: number | undefined;
}

/** Where a file lies in its watch, and what it looked like when it settled. */
export interface FoundFile {
  readonly folder: string;
  readonly name: string;
  readonly stamp: FileStamp;
}

/** Something a watch found out. The ledger records a batch of them in one transaction. */
export type Finding =
  /** Was there before the watch began and is not to be sent. */
  | { readonly type: 'baseline'; readonly file: FoundFile }
  /** New and settled: becomes a queued upload. */
  | { readonly type: 'arrived'; readonly file: FoundFile }
  /**
   * Known path, other content, settled: becomes a queued upload. Of a file whose standing is `open` the upload
   * that is waiting takes over the new stamp; nothing is queued twice.
   */
  | { readonly type: 'changed'; readonly file: FoundFile }
  /** Will not be sent; becomes a `skipped` row with its reason. */
  | { readonly type: 'skipped'; readonly file: FoundFile; readonly code: ErrorCode }
  /** Same file and content under another path of the watch: nothing is sent. */
  | { readonly type: 'moved'; readonly from: Pick<SeenFile, 'folder' | 'name'>; readonly file: FoundFile }
  /** Same content, other times or inode, or back after it was gone: nothing is sent, the new stamp is kept. */
  | { readonly type: 'touched'; readonly file: FoundFile }
  | { readonly type: 'gone'; readonly folder: string; readonly name: string; readonly at: number };

/** How a watch began on its folder. */
export interface Beginning {
  /** Wall clock, milliseconds: what came later is new, what was there is `baseline` or new, as the watch says. */
  readonly since: number;
  /** Its first look was completed at some time, so that whatever is not known is new. */
  readonly isComplete: boolean;
  /** It may have begun before, and that is forgotten: nothing that was there is new, whatever the watch says. */
  readonly memoryLost: boolean;
}

/**
 * What a watch remembers between scans and between runs; the ledger keeps it. Synchronous, because a finding
 * that is not on disk when the call returns would be found again, and sent again.
 */
export interface WatchMemory {
  /**
   * Keeps `since` as the beginning of a watch of which nothing is known, before its folder was seen. One that is known
   * is left as it is, also with another folder: a folder that is not there may be a slip of the pen.
   */
  announce(watch: string, folder: string, since: number): void;
  /**
   * How the watch began on this folder, which is there. It begins now, as of `since`, where that is not known; what is
   * known of another folder is forgotten then. On disk when it returns, so that a first look which is cut short by a
   * crash goes on with the same moment.
   */
  begin(watch: string, folder: string, since: number): Beginning;
  /** The first look is complete and recorded: from now on whatever is not known is new. */
  begun(watch: string, folder: string): void;
  /** Known files of one folder by name, those that are gone included. */
  inFolder(watch: string, folder: string): ReadonlyMap<string, SeenFile>;
  /** One known file, gone or not. */
  at(watch: string, folder: string, name: string): SeenFile | undefined;
  /** Relative folders in which the watch knows files. */
  folders(watch: string): readonly string[];
  /** A known file with this inode, size and mtime, under whatever path. */
  byIdentity(watch: string, identity: Pick<FileStamp, 'ino' | 'size' | 'mtimeMs'>): SeenFile | undefined;
  /** All of it or nothing, on disk when it returns; uploads are queued in the order of the findings. */
  record(watch: string, findings: readonly Finding[]): void;
}
