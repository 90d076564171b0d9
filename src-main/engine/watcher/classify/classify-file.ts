import type { FileStamp } from '#domain/file-stamp.ts';
import type { ErrorCode } from '#domain/errors.ts';
import type { WatchSpec } from '#domain/watch.ts';
import type { FileChange, FoundFile, IndexedFile } from '../file-index.ts';
import type { ReplacedBy } from './save-evidence.ts';

/** A path that was free for this long holds a new file, whoever put it there. */
const LONG_GAP_MS = 60_000;
/** No editor leaves a path free for longer while it saves. */
const MAX_SAVE_GAP_MS = 5_000;

/** The indexed stamp of links and special files. No file has this inode. */
export const NO_STAMP: FileStamp = { dev: 0, ino: 0, size: 0, mtimeMs: 0, ctimeMs: 0 };

/** How a stamp compares with the indexed file of its path. */
export type QuickMatch = 'same' | 'metadata-changed' | 'different';

/**
 * Size and modification time identify a version. Inodes do not: some file systems assign new ones at each mount, and
 * that must not send a whole drive again. A program can set the modification time back, but not the change time: where
 * that moved, the content decides, if the delivered one is known and a change would matter.
 */
export function quickCompare(
  known: IndexedFile | undefined,
  stamp: FileStamp,
  { changed }: Pick<WatchSpec, 'changed'>,
): QuickMatch {
  if (known?.size !== stamp.size || known.mtimeMs !== stamp.mtimeMs) return 'different';
  const mayMatter = changed === 'send' || known.goneAt !== undefined || known.ino !== stamp.ino;
  if (
    mayMatter &&
    known.sha256 !== undefined &&
    known.ctimeMs !== undefined &&
    known.ctimeMs !== stamp.ctimeMs
  )
    return 'different';
  return known.ino === stamp.ino && known.goneAt === undefined ? 'same' : 'metadata-changed';
}

/** The facts that decide about a stable file. */
export interface FileFacts {
  /** The indexed file of its path. */
  readonly known: IndexedFile | undefined;
  /** The indexed file that was moved here. */
  readonly movedFrom: IndexedFile | undefined;
  /** Whether the content equals the delivered one; undefined when nothing was delivered or it cannot be read. */
  readonly isSameContent: boolean | undefined;
  /** Whether the delivered content is the beginning of the content now. */
  readonly hasGrown: boolean;
  /** Whether an editor put it in the place of the indexed file; asked for only when it is another file. */
  readonly replacedBy: ReplacedBy | undefined;
  /** Wall clock in milliseconds. */
  readonly now: number;
}

/** The change that a stable file means for its watch; undefined when there is nothing to record. */
export function classifyFile(
  file: FoundFile,
  facts: FileFacts,
  spec: Pick<WatchSpec, 'sizeMin' | 'sizeMax' | 'changed'>,
): FileChange | undefined {
  const { known } = facts;
  const match = quickCompare(known, file.stamp, spec);
  if (match === 'same') return undefined;
  if (match === 'metadata-changed') return { type: 'metadataChanged', file };
  if (facts.movedFrom !== undefined) {
    return { type: 'moved', from: { folder: facts.movedFrom.folder, name: facts.movedFrom.name }, file };
  }
  if (known !== undefined && isOldFileTouched(known, file)) return { type: 'metadataChanged', file };
  if (known?.mtimeMs === file.stamp.mtimeMs && facts.isSameContent === true)
    return { type: 'metadataChanged', file };
  if (known === undefined || isNewFile(known, spec, facts.now))
    return applySizeLimits({ type: 'added', file }, spec);
  const isAnother =
    known.status !== 'open' && facts.isSameContent !== true && isAnotherDocument(known, file, facts);
  if (isAnother === true) return applySizeLimits({ type: 'added', file }, spec);
  if (known.status === 'open') return applySizeLimits({ type: 'modified', file }, spec);
  if (facts.isSameContent === true) return { type: 'metadataChanged', file };
  if (spec.changed === 'send') return applySizeLimits({ type: 'modified', file }, spec);
  if (isProbablyTouched(known, file, facts)) return { type: 'metadataChanged', file };
  if (isAnother === undefined) return applySizeLimits({ type: 'unclear', file }, spec);
  return { type: 'skipped', file, code: codeOfChange(known, facts) };
}

function codeOfChange(known: IndexedFile, { hasGrown }: FileFacts): ErrorCode {
  if (known.status !== 'delivered') return 'file.change-ignored';
  return hasGrown ? 'file.grown-after-delivery' : 'file.changed-after-delivery';
}

/** The content of a file from before the watch is not known. With the same size it counts as unchanged. */
function isOldFileTouched(known: IndexedFile, { stamp }: FoundFile): boolean {
  return known.status === 'preexisting' && known.ino !== NO_STAMP.ino && known.size === stamp.size;
}

/** True when another file lies at the path of an indexed one. The system may give it the inode of a deleted one. */
export function isOtherFile(known: IndexedFile, stamp: FileStamp): boolean {
  const areBirthsKnown = known.bornMs !== undefined && stamp.bornMs !== undefined;
  if (known.ino === NO_STAMP.ino) return false;
  return known.ino !== stamp.ino || (areBirthsKnown && known.bornMs !== stamp.bornMs);
}

/**
 * True when another document took the name of an indexed file, false when it is a newer version of that file, and
 * undefined when that cannot be told. Editors write a new version beside the old one, and free its name for a moment at
 * most; what is created under a free name is another document.
 */
function isAnotherDocument(known: IndexedFile, { stamp }: FoundFile, facts: FileFacts): boolean | undefined {
  if (!isOtherFile(known, stamp)) return false;
  const { bornMs, ctimeMs, mtimeMs } = stamp;
  // Windows, macOS and Samba hand the time of creation on to the file that replaces another.
  if (bornMs !== undefined && bornMs === known.bornMs) return false;
  const { goneAt } = known;
  if (goneAt !== undefined && bornMs !== undefined && bornMs >= goneAt) return true;
  if (goneAt !== undefined && ctimeMs - goneAt >= MAX_SAVE_GAP_MS) return true;
  if (facts.replacedBy !== 'unknown') return facts.replacedBy === 'other';
  // Writing moves both times to the same moment. A rename or a copied time moves them apart.
  const isWrittenInPlace = bornMs !== undefined && ctimeMs === mtimeMs;
  return isWrittenInPlace ? true : undefined;
}

/** Skips a file whose size is outside of the watch's limits. */
function applySizeLimits(
  change: Extract<FileChange, { type: 'added' | 'modified' | 'unclear' }>,
  limits: Pick<WatchSpec, 'sizeMin' | 'sizeMax'>,
): FileChange {
  const code = sizeRefusal(change.file.stamp.size, limits);
  return code === undefined ? change : { type: 'skipped', file: change.file, code };
}

function sizeRefusal(size: number, limits: Pick<WatchSpec, 'sizeMin' | 'sizeMax'>): ErrorCode | undefined {
  if (size > limits.sizeMax) return 'file.too-large';
  if (size >= limits.sizeMin) return undefined;
  return size === 0 ? 'file.empty' : 'file.too-small';
}

/** True when the indexed file of the path is not an earlier version of the file that is there now. */
function isNewFile(known: IndexedFile, limits: Pick<WatchSpec, 'sizeMin' | 'sizeMax'>, now: number): boolean {
  const wasNoFile = known.ino === NO_STAMP.ino;
  // Scanners create an empty file first. Having skipped that one must not exclude the finished file.
  const wasOutsideLimits = known.status === 'skipped' && sizeRefusal(known.size, limits) !== undefined;
  const isLongGone = known.goneAt !== undefined && now - known.goneAt >= LONG_GAP_MS;
  return wasNoFile || wasOutsideLimits || isLongGone;
}

/** Without a content to compare, the same inode and size count as touched: the file would not be sent anyway. */
function isProbablyTouched(known: IndexedFile, file: FoundFile, facts: FileFacts): boolean {
  return facts.isSameContent === undefined && known.ino === file.stamp.ino && known.size === file.stamp.size;
}
