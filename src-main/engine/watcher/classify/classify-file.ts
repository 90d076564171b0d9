import type { FileStamp } from '#domain/file-stamp.ts';
import type { ErrorCode } from '#domain/errors.ts';
import type { WatchSpec } from '#domain/watch.ts';
import type { FileChange, FoundFile, IndexedFile } from '../file-index.ts';

/** A path that was free for this long holds a new file. After a shorter gap an editor saved the old one. */
const MAX_SAVE_GAP_MS = 60_000;

/** The indexed stamp of links and special files. No file has this inode. */
export const NO_STAMP: FileStamp = { dev: 0, ino: 0, size: 0, mtimeMs: 0, ctimeMs: 0 };

/** How a stamp compares with the indexed file of its path. */
export type QuickMatch = 'same' | 'metadata-changed' | 'different';

/**
 * Size and modification time identify a version. Inodes do not: some file systems assign new ones at each mount, and
 * that must not send a whole drive again.
 */
export function quickCompare(known: IndexedFile | undefined, stamp: FileStamp): QuickMatch {
  if (known?.size !== stamp.size || known.mtimeMs !== stamp.mtimeMs) return 'different';
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
  /** Wall clock in milliseconds at which the file was created; undefined where that is not known. */
  readonly createdAtMs: number | undefined;
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
  const match = quickCompare(known, file.stamp);
  if (match === 'same') return undefined;
  if (match === 'metadata-changed') return { type: 'metadataChanged', file };
  if (facts.movedFrom !== undefined) {
    return { type: 'moved', from: { folder: facts.movedFrom.folder, name: facts.movedFrom.name }, file };
  }
  if (known !== undefined && isOldFileTouched(known, file)) return { type: 'metadataChanged', file };
  if (known === undefined || isNewFile(known, spec, facts.now) || isAnotherDocument(known, file, facts))
    return applySizeLimits({ type: 'added', file }, spec);
  if (known.status === 'open') return applySizeLimits({ type: 'modified', file }, spec);
  if (facts.isSameContent === true) return { type: 'metadataChanged', file };
  if (spec.changed === 'send') return applySizeLimits({ type: 'modified', file }, spec);
  return isProbablyTouched(known, file, facts)
    ? { type: 'metadataChanged', file }
    : { type: 'skipped', file, code: codeOfChange(known, facts) };
}

function codeOfChange(known: IndexedFile, { hasGrown }: FileFacts): ErrorCode {
  if (known.status !== 'delivered') return 'file.change-ignored';
  return hasGrown ? 'file.grown-after-delivery' : 'file.changed-after-delivery';
}

/** The content of a file from before the watch is not known. With the same size it counts as unchanged. */
function isOldFileTouched(known: IndexedFile, { stamp }: FoundFile): boolean {
  return known.status === 'preexisting' && known.ino !== NO_STAMP.ino && known.size === stamp.size;
}

/**
 * True when the path was seen free and another file was created there afterwards. Editors write their temporary file
 * before they free the path, so a saved file is older than the gap.
 */
function isAnotherDocument(known: IndexedFile, { stamp }: FoundFile, facts: FileFacts): boolean {
  if (known.goneAt === undefined || facts.createdAtMs === undefined) return false;
  return known.ino !== stamp.ino && facts.isSameContent !== true && facts.createdAtMs >= known.goneAt;
}

/** Skips a file whose size is outside of the watch's limits. */
function applySizeLimits(
  change: Extract<FileChange, { type: 'added' | 'modified' }>,
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
  const isLongGone = known.goneAt !== undefined && now - known.goneAt >= MAX_SAVE_GAP_MS;
  return wasNoFile || wasOutsideLimits || isLongGone;
}

/** Without a content to compare, the same inode and size count as touched: the file would not be sent anyway. */
function isProbablyTouched(known: IndexedFile, file: FoundFile, facts: FileFacts): boolean {
  return facts.isSameContent === undefined && known.ino === file.stamp.ino && known.size === file.stamp.size;
}
