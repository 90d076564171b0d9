import type { ErrorCode } from '#domain/errors.ts';
import type { FileStamp } from '#domain/file-stamp.ts';
import type { UnfinishedSign } from '#domain/unfinished.ts';

/**
 * What became of an indexed file. `open`: its upload has not ended, so nothing was delivered yet, and the upload goes on
 * with the changed file.
 */
export type IndexStatus = 'preexisting' | 'open' | 'delivered' | 'skipped';

/** Where a file lies in its watch. */
export interface FileKey {
  /** Folder relative to the watch's folder, with `/`; empty for the watch's folder itself. */
  readonly folder: string;
  readonly name: string;
}

/** A file that the index knows: delivered, queued, skipped, or there before the watch started. */
export interface IndexedFile extends FileKey {
  readonly ino: number;
  /** Bytes. */
  readonly size: number;
  readonly mtimeMs: number;
  /** Undefined where it was not noted, and where the file system does not tell. */
  readonly ctimeMs?: number | undefined;
  readonly bornMs?: number | undefined;
  /** SHA-256 of the delivered content, lower-case hex; undefined when nothing was delivered. */
  readonly sha256: string | undefined;
  readonly status: IndexStatus;
  /** Wall clock in milliseconds at which the file was first missing; undefined while it is there. */
  readonly goneAt: number | undefined;
}

/** A file and its stamp when it was found or became stable. */
export interface FoundFile extends FileKey {
  readonly stamp: FileStamp;
  /** What it was waited for beyond the quiet time. */
  readonly waitedFor?: UnfinishedSign | undefined;
}

/** A change in a watched folder. The index records a batch of changes in one transaction. */
export type FileChange =
  /** The file was there before the watch started. It is not sent. */
  | { readonly type: 'preexisting'; readonly file: FoundFile }
  /** A new stable file: becomes a queued upload. */
  | { readonly type: 'added'; readonly file: FoundFile }
  /**
   * A stable file with another content than the indexed one: becomes a queued upload. When the status is `open`, the
   * waiting upload takes the new stamp instead.
   */
  | { readonly type: 'modified'; readonly file: FoundFile }
  /** The file is not sent: becomes a `skipped` upload with its reason. */
  | { readonly type: 'skipped'; readonly file: FoundFile; readonly code: ErrorCode }
  /** Another document or a new version of the indexed one: the user decides whether it is sent. */
  | { readonly type: 'unclear'; readonly file: FoundFile }
  /** A new file of a burst that is older than the watch: sent when the user agrees. */
  | { readonly type: 'old'; readonly file: FoundFile }
  /** The same file under another path of the watch. It is not sent again. */
  | { readonly type: 'moved'; readonly from: FileKey; readonly file: FoundFile }
  /** The same content with other times or another inode, or back after it was missing. It is not sent again. */
  | { readonly type: 'metadataChanged'; readonly file: FoundFile }
  /** The file is missing since `at`, wall clock in milliseconds. */
  | ({ readonly type: 'removed'; readonly at: number } & FileKey);

/** The folder that a watch scanned first. */
export interface PinnedRoot {
  /** Absolute, without links. */
  readonly realPath: string;
  readonly ino: number;
}

/** The first full scan of a watched folder. */
export interface InitialScan {
  /** Wall clock in milliseconds. Later files are new; earlier ones are `preexisting`, or new where the watch says so. */
  readonly since: number;
  /** It is complete, so every file without an entry is new. */
  readonly isComplete: boolean;
  /** An earlier index was lost, so no existing file is new, whatever the watch says. */
  readonly indexWasRebuilt: boolean;
}

/**
 * The known files of every watch; implemented by `store/file-index`. Synchronous: a change that is not on disk when the
 * call returns would be found and sent again.
 */
export interface FileIndex {
  /**
   * Stores `since` as the start of a new watch, before its folder was seen. Keeps a known watch as it is, even with
   * another folder: an absent folder may be a typing error.
   * @returns true when the watch is new or has another folder than before
   */
  registerWatch(watch: string, folder: string, since: number): boolean;
  /** The pin of a watched folder, by the path that the watch names. */
  pinnedRoot(folder: string): PinnedRoot | undefined;
  pinRoot(watch: string, root: PinnedRoot): void;
  /**
   * Pins another folder and starts its initial scan again: at `since`, or at the moment of the first one. On a local
   * drive files that changed before that moment are preexisting.
   */
  restartInitialScan(watch: string, root: PinnedRoot, since?: number): void;
  /**
   * Starts the initial scan of an existing folder at `since`, or returns the one that started before. Forgets the files
   * of another folder. On disk when it returns, so a killed scan continues with the same moment.
   */
  startInitialScan(watch: string, folder: string, since: number): InitialScan;
  /** The initial scan is complete and recorded. Every file without an entry is new from now on. */
  completeInitialScan(watch: string, folder: string): void;
  /** Files of one folder by name, including removed ones. */
  inFolder(watch: string, folder: string): ReadonlyMap<string, IndexedFile>;
  /** One file, including a removed one. */
  at(watch: string, folder: string, name: string): IndexedFile | undefined;
  /** Relative folders with indexed files. */
  folders(watch: string): readonly string[];
  /** A file with this inode, size and modification time, at any path. */
  byIdentity(watch: string, identity: Pick<FileStamp, 'ino' | 'size' | 'mtimeMs'>): IndexedFile | undefined;
  /** Records all changes or none, on disk when it returns. Uploads are queued in the order of the changes. */
  record(watch: string, changes: readonly FileChange[]): void;
}
