import { join } from 'node:path';
import { AppError } from '#domain/errors.ts';
import { isUntouched } from '#domain/file-stamp.ts';
import type { UnfinishedSign } from '#domain/unfinished.ts';
import type { WatchSpec } from '#domain/watch.ts';
import type { Clock, FileSystem, OpenFile } from '../../ports.ts';
import { classifyFile, isOtherFile, quickCompare, type FileFacts } from './classify-file.ts';
import type { ReplacedBy } from './save-evidence.ts';
import { hashOf } from '../../system/hash-of.ts';
import type { FileChange, FoundFile, IndexedFile, FileIndex } from '../file-index.ts';
import { below } from '../split-path.ts';

export interface InspectFileDeps {
  readonly spec: WatchSpec;
  readonly files: FileSystem;
  readonly index: Pick<FileIndex, 'byIdentity'>;
  readonly clock: Pick<Clock, 'now'>;
  /** See `save-evidence.ts`. */
  readonly whoReplaced: (file: FoundFile, known: IndexedFile) => Promise<ReplacedBy>;
  /** Why a file that is to be sent is not whole yet; see `SignFinder`. */
  readonly signOf: (file: FoundFile, open: OpenFile) => Promise<UnfinishedSign | undefined>;
}

export interface InspectionRequest {
  readonly file: FoundFile;
  readonly known: IndexedFile | undefined;
  /** The file stayed locked for too long. It is not opened again, and its upload names the reason. */
  readonly isLockedForLong: boolean;
}

/** The outcome of an inspection. `locked`, `unfinished` and `changing` files have to be inspected again. */
export type InspectionResult =
  | { readonly type: 'change'; readonly change: FileChange }
  /** It would be the change, were it not for the sign. */
  | { readonly type: 'unfinished'; readonly sign: UnfinishedSign; readonly change: FileChange }
  | { readonly type: 'nothing' | 'locked' | 'changing' };

/** Classifies a stable file. Opens it to prove that it can be read. */
export async function inspectFile(
  deps: InspectFileDeps,
  request: InspectionRequest,
): Promise<InspectionResult> {
  const { file, known } = request;
  const match = quickCompare(known, file.stamp, deps.spec);
  if (match === 'same') return { type: 'nothing' };
  if (match === 'metadata-changed') return { type: 'change', change: { type: 'metadataChanged', file } };
  if (request.isLockedForLong) return classify(deps, request, undefined);
  try {
    const open = await deps.files.open(pathOf(deps, file), deps.spec.folder);
    try {
      if (!isUntouched(file.stamp, await open.stamp())) return { type: 'changing' };
      const result = await classify(deps, request, open);
      const sign = isToBeSent(result) ? await deps.signOf(file, open) : undefined;
      return sign === undefined || result.type !== 'change'
        ? result
        : { ...result, type: 'unfinished', sign };
    } finally {
      await open.close();
    }
  } catch (thrown) {
    return toResult(file, thrown);
  }
}

function isToBeSent(result: InspectionResult): boolean {
  return result.type === 'change' && (result.change.type === 'added' || result.change.type === 'modified');
}

async function classify(
  deps: InspectFileDeps,
  request: InspectionRequest,
  open: OpenFile | undefined,
): Promise<InspectionResult> {
  const { file, known } = request;
  const facts: FileFacts = {
    known,
    movedFrom: await findMovedFrom(deps, file, open),
    isSameContent: await isSameContent(known, open),
    hasGrown: await hasGrown(known, file, open),
    replacedBy:
      known !== undefined && isOtherFile(known, file.stamp) ? await deps.whoReplaced(file, known) : undefined,
    now: deps.clock.now(),
  };
  const change = classifyFile(file, facts, deps.spec);
  return change === undefined ? { type: 'nothing' } : { type: 'change', change };
}

/** Reads the content even when the sizes differ: an attempt may have delivered a newer version than the indexed one. */
async function isSameContent(
  known: IndexedFile | undefined,
  open: OpenFile | undefined,
): Promise<boolean | undefined> {
  if (known?.sha256 === undefined || open === undefined) return undefined;
  return (await hashOf(open)) === known.sha256;
}

/** True when the delivered content is the beginning of a longer one. */
async function hasGrown(
  known: IndexedFile | undefined,
  { stamp }: FoundFile,
  open: OpenFile | undefined,
): Promise<boolean> {
  if (known?.sha256 === undefined || open === undefined || stamp.size <= known.size) return false;
  return (await hashOf(open, known.size)) === known.sha256;
}

/** The indexed file that was moved here. A file that still exists at its old path was linked, not moved. */
async function findMovedFrom(
  deps: InspectFileDeps,
  file: FoundFile,
  open: OpenFile | undefined,
): Promise<IndexedFile | undefined> {
  const candidate = deps.index.byIdentity(deps.spec.name, file.stamp);
  if (candidate === undefined || (candidate.folder === file.folder && candidate.name === file.name))
    return undefined;
  const there = await deps.files.stamp(pathOf(deps, candidate));
  if (there?.ino === candidate.ino && there.dev === file.stamp.dev) return undefined;
  // A program set whole seconds, or the file system has no finer times. The inode of a deleted file may belong to
  // another file now, so only the content decides.
  const isCoarse = file.stamp.mtimeMs % 1000 === 0;
  if (isCoarse && candidate.sha256 !== undefined && open !== undefined) {
    return (await hashOf(open)) === candidate.sha256 ? candidate : undefined;
  }
  return candidate;
}

function toResult(file: FoundFile, thrown: unknown): InspectionResult {
  const error = AppError.from(thrown);
  switch (error.code) {
    case 'file.unreadable':
      return { type: 'locked' };
    case 'file.vanished':
      return { type: 'changing' };
    case 'file.link':
    case 'file.special':
    case 'file.outside':
      return { type: 'change', change: { type: 'skipped', file, code: error.code } };
    default:
      throw error;
  }
}

function pathOf(deps: InspectFileDeps, file: Pick<FoundFile, 'folder' | 'name'>): string {
  return join(deps.spec.folder, below(file.folder, file.name));
}
