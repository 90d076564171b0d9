import { basename, dirname, join } from 'node:path';
import type { ErrorCode } from '#domain/errors.ts';
import type { FileStamp } from '#domain/file-stamp.ts';
import { isDocumentFolder } from '#domain/document-folders.ts';
import { DEFAULT_JUNK } from '#domain/junk.ts';
import { compileRule, type WatchRule } from '#domain/watch-rule.ts';
import type { FileSystem } from '#engine/ports.ts';
import { readIgnoreFile } from '#engine/system/read-ignore-file.ts';

/** A file that the user sends by hand. */
export interface ChosenFile {
  readonly path: string;
  /** The folder it must lie under when it is opened. */
  readonly root: string;
  readonly name: string;
  readonly stamp: FileStamp;
}

export interface Counted {
  readonly files: readonly ChosenFile[];
  readonly refused: readonly { readonly name: string; readonly code: ErrorCode }[];
}

/** Further files are left out, so that a dropped drive is not read completely. */
const MAX_FILES = 5_000;

/** The rules of a watch apply inside a dropped folder. They do not apply to a file that is dropped itself. */
const DROP_RULES = {
  recursive: true,
  maxDepth: Infinity,
  include: [],
  exclude: [],
  junk: DEFAULT_JUNK,
  hidden: 'send',
  after: { type: 'keep' },
} as const;

/** Every regular file among the paths and in the folders among them, less the junk in those. Links are not followed. */
export async function countFiles(
  files: Pick<FileSystem, 'stamp' | 'list' | 'open'>,
  paths: readonly string[],
  maxFileBytes: number,
): Promise<Counted> {
  const found: ChosenFile[] = [];
  const refused: { name: string; code: ErrorCode }[] = [];

  const take = async (path: string, root: string): Promise<void> => {
    if (found.length >= MAX_FILES) return;
    const stamp = await files.stamp(path).catch(() => undefined);
    const refusal = stamp === undefined ? 'file.unreadable' : refusalFor(stamp, maxFileBytes);
    if (stamp === undefined || refusal !== undefined) {
      refused.push({ name: basename(path), code: refusal ?? 'file.unreadable' });
    } else {
      found.push({ path, root, name: basename(path), stamp });
    }
  };
  const enter = async (folder: string, root: string, rule: WatchRule): Promise<void> => {
    const entries = await files.list(join(root, folder));
    rule.setIgnoreFile(folder, await readIgnoreFile(files, root, folder, entries));
    for (const { name, kind } of entries) {
      const path = folder === '' ? name : `${folder}/${name}`;
      if (kind === 'file' && rule.judgeFile(path).included) await take(join(root, path), root);
      if (kind !== 'folder') continue;
      const verdict = rule.judgeFolder(path);
      if (verdict.included) await enter(path, root, rule);
      else if (verdict.by === 'document') refused.push({ name, code: 'file.document' });
    }
  };

  for (const path of paths) {
    const entries = await files.list(path).catch(() => undefined);
    if (entries === undefined) await take(path, dirname(path));
    else if (isDocumentFolder(basename(path))) refused.push({ name: basename(path), code: 'file.document' });
    else await enter('', path, compileRule(DROP_RULES));
  }
  return { files: found, refused };
}

function refusalFor({ size }: FileStamp, maxFileBytes: number): ErrorCode | undefined {
  if (size === 0) return 'file.empty';
  return size > maxFileBytes ? 'file.too-large' : undefined;
}
