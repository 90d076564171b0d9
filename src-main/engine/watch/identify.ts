import { join } from 'node:path';
import { AppError } from '#domain/errors.ts';
import { isUntouched } from '#domain/file-stamp.ts';
import type { WatchSpec } from '#domain/watch.ts';
import type { Clock, FileSystem, OpenFile } from '../ports.ts';
import { compare, glance, type Facts } from './compare.ts';
import { hashOf } from './hash-of.ts';
import type { Finding, FoundFile, SeenFile, WatchMemory } from './memory.ts';
import { below } from './split-path.ts';

export interface IdentifyParts {
  readonly spec: WatchSpec;
  readonly files: FileSystem;
  readonly memory: Pick<WatchMemory, 'byIdentity'>;
  readonly clock: Pick<Clock, 'now'>;
}

export interface Question {
  readonly file: FoundFile;
  readonly known: SeenFile | undefined;
  /** It was locked for so long that the upload shall say so; not opened any more. */
  readonly isLockedForLong: boolean;
}

/** What a settled file turned out to be. `locked` and `changing` files have to be asked about again. */
export type Answer =
  | { readonly type: 'finding'; readonly finding: Finding }
  | { readonly type: 'nothing' | 'locked' | 'changing' };

/** Finds out what a settled file is to the watch, opening it as a proof that it can be read. */
export async function identify(parts: IdentifyParts, question: Question): Promise<Answer> {
  const { file, known } = question;
  const first = glance(known, file.stamp);
  if (first === 'known') return { type: 'nothing' };
  if (first === 'touched') return { type: 'finding', finding: { type: 'touched', file } };
  if (question.isLockedForLong) return answer(parts, question, undefined);
  try {
    const open = await parts.files.open(pathOf(parts, file), parts.spec.folder);
    try {
      if (!isUntouched(file.stamp, await open.stamp())) return { type: 'changing' };
      return await answer(parts, question, open);
    } finally {
      await open.close();
    }
  } catch (thrown) {
    return refused(file, thrown);
  }
}

async function answer(parts: IdentifyParts, question: Question, open: OpenFile | undefined): Promise<Answer> {
  const { file, known } = question;
  const facts: Facts = {
    known,
    movedFrom: await findMovedFrom(parts, file, open),
    isSameContent: await isSameContent(known, open),
    now: parts.clock.now(),
  };
  const finding = compare(file, facts, parts.spec);
  return finding === undefined ? { type: 'nothing' } : { type: 'finding', finding };
}

/** Compared whatever the sizes: an attempt may have delivered a newer version than the one that is known here. */
async function isSameContent(
  known: SeenFile | undefined,
  open: OpenFile | undefined,
): Promise<boolean | undefined> {
  if (known?.sha256 === undefined || open === undefined) return undefined;
  return (await hashOf(open)) === known.sha256;
}

/** The known file that now lies at another path. One whose old path still leads to it was linked, not moved. */
async function findMovedFrom(
  parts: IdentifyParts,
  file: FoundFile,
  open: OpenFile | undefined,
): Promise<SeenFile | undefined> {
  const twin = parts.memory.byIdentity(parts.spec.name, file.stamp);
  if (twin === undefined || (twin.folder === file.folder && twin.name === file.name)) return undefined;
  const there = await parts.files.stamp(pathOf(parts, twin));
  if (there?.ino === twin.ino && there.dev === file.stamp.dev) return undefined;
  // Whole seconds: the time was set by a program, or the file system knows no finer ones. A deleted file's inode
  // may serve another file by now, so that only the content tells.
  const isCoarse = file.stamp.mtimeMs % 1000 === 0;
  if (isCoarse && twin.sha256 !== undefined && open !== undefined) {
    return (await hashOf(open)) === twin.sha256 ? twin : undefined;
  }
  return twin;
}

function refused(file: FoundFile, thrown: unknown): Answer {
  const error = AppError.from(thrown);
  switch (error.code) {
    case 'file.unreadable':
      return { type: 'locked' };
    case 'file.vanished':
      return { type: 'changing' };
    case 'file.link':
    case 'file.special':
    case 'file.outside':
      return { type: 'finding', finding: { type: 'skipped', file, code: error.code } };
    default:
      throw error;
  }
}

function pathOf(parts: IdentifyParts, file: Pick<FoundFile, 'folder' | 'name'>): string {
  return join(parts.spec.folder, below(file.folder, file.name));
}
