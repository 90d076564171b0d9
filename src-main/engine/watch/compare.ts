import type { FileStamp } from '#domain/file-stamp.ts';
import type { ErrorCode } from '#domain/errors.ts';
import type { WatchSpec } from '#domain/watch.ts';
import type { Finding, FoundFile, SeenFile } from './memory.ts';

/** A path that was free for this long and is taken again holds a new file; sooner, an editor saved the old one. */
const SAVING_GAP_MS = 60_000;

/** What is remembered instead of a stamp for what is no regular file; no file has this inode. */
export const NO_STAMP: FileStamp = { dev: 0, ino: 0, size: 0, mtimeMs: 0, ctimeMs: 0 };

/** What a look at a file without opening it tells, given what is known of its path. */
export type FirstGlance = 'known' | 'touched' | 'unknown';

/**
 * Size and time alone tell a version: file systems without stable inodes show others after each mount, and a whole
 * drive must not be sent again for that.
 */
export function glance(known: SeenFile | undefined, stamp: FileStamp): FirstGlance {
  if (known?.size !== stamp.size || known.mtimeMs !== stamp.mtimeMs) return 'unknown';
  return known.ino === stamp.ino && known.goneAt === undefined ? 'known' : 'touched';
}

/** Everything that decides about a settled file. */
export interface Facts {
  /** What is known of its path. */
  readonly known: SeenFile | undefined;
  /** Known under another path that no longer leads to it. */
  readonly movedFrom: SeenFile | undefined;
  /** Whether the content is the delivered one; undefined where nothing was delivered or it cannot be read. */
  readonly isSameContent: boolean | undefined;
  /** Wall clock, ms. */
  readonly now: number;
}

/** What a settled file is to the watch; `undefined` when there is nothing to record. */
export function compare(
  file: FoundFile,
  facts: Facts,
  spec: Pick<WatchSpec, 'sizeMin' | 'sizeMax' | 'changed'>,
): Finding | undefined {
  const { known } = facts;
  const first = glance(known, file.stamp);
  if (first === 'known') return undefined;
  if (first === 'touched') return { type: 'touched', file };
  if (facts.movedFrom !== undefined) {
    return { type: 'moved', from: { folder: facts.movedFrom.folder, name: facts.movedFrom.name }, file };
  }
  if (known === undefined || isForgotten(known, spec, facts.now))
    return admit({ type: 'arrived', file }, spec);
  if (known.standing === 'open') return admit({ type: 'changed', file }, spec);
  if (facts.isSameContent === true) return { type: 'touched', file };
  if (spec.changed === 'send') return admit({ type: 'changed', file }, spec);
  return isMaybeOnlyTouched(known, file, facts)
    ? { type: 'touched', file }
    : { type: 'skipped', file, code: 'file.changed-after-delivery' };
}

/** Skips what the watch's size limits keep out. */
function admit(
  finding: Extract<Finding, { type: 'arrived' | 'changed' }>,
  limits: Pick<WatchSpec, 'sizeMin' | 'sizeMax'>,
): Finding {
  const code = sizeRefusal(finding.file.stamp.size, limits);
  return code === undefined ? finding : { type: 'skipped', file: finding.file, code };
}

function sizeRefusal(size: number, limits: Pick<WatchSpec, 'sizeMin' | 'sizeMax'>): ErrorCode | undefined {
  if (size > limits.sizeMax) return 'file.too-large';
  if (size >= limits.sizeMin) return undefined;
  return size === 0 ? 'file.empty' : 'file.too-small';
}

/** True when what lay at the path says nothing about what lies there now. */
function isForgotten(known: SeenFile, limits: Pick<WatchSpec, 'sizeMin' | 'sizeMax'>, now: number): boolean {
  const wasNoFile = known.ino === NO_STAMP.ino;
  // A scanner makes an empty file first; that it was skipped must not keep the finished one out.
  const wasKeptOut = known.standing === 'skipped' && sizeRefusal(known.size, limits) !== undefined;
  const isLongGone = known.goneAt !== undefined && now - known.goneAt >= SAVING_GAP_MS;
  return wasNoFile || wasKeptOut || isLongGone;
}

/** With nothing to compare, a file that kept its inode and size counts as touched: it would not be sent anyway. */
function isMaybeOnlyTouched(known: SeenFile, file: FoundFile, facts: Facts): boolean {
  return facts.isSameContent === undefined && known.ino === file.stamp.ino && known.size === file.stamp.size;
}
