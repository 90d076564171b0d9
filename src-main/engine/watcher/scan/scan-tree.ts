import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { FileStamp } from '#domain/file-stamp.ts';
import type { WatchRule } from '#domain/watch-rule.ts';
import type { FileSystem, FolderEntry } from '../../ports.ts';
import { isUnresponsive } from '../../system/file-errors.ts';
import { readIgnoreFile } from '../../system/read-ignore-file.ts';
import { below } from '../split-path.ts';

/** Files of one folder on a network drive looked at at the same time. */
const CONCURRENT_LOOKS = 32;
/** Files on a local drive looked at before others get their turn: a fifth of a millisecond, or one seek of a disk each. */
const LOOKS_AT_A_STRETCH = 64;

/** One folder as a scan found it. Only what the rules include; `names` are all, to tell what is gone. */
export interface ScannedFolder {
  /** Relative to the watch's folder, with `/`; empty for that folder itself. */
  readonly folder: string;
  readonly names: ReadonlySet<string>;
  readonly files: readonly ScannedFile[];
  readonly links: readonly string[];
  readonly specials: readonly string[];
  /** Folders that are one document. */
  readonly documents: readonly string[];
}

export interface ScannedFile {
  readonly name: string;
  readonly stamp: FileStamp;
}

export interface ScanDeps {
  readonly files: FileSystem;
  /** Absolute path of the watch's folder. */
  readonly root: string;
  readonly rule: WatchRule;
  readonly isLocal: () => boolean;
  /** A folder below the start could not be listed; the others are all the same. */
  readonly onUnreadable: (folder: string, thrown: unknown) => void;
}

/**
 * Walks the tree from the relative folder `start`, one folder at a time, so that memory depends on the largest
 * folder and not on the tree. Links are never followed. Rejects when `start` itself cannot be listed.
 */
export async function* scanTree(
  parts: ScanDeps,
  start: string,
  signal: AbortSignal,
): AsyncGenerator<ScannedFolder> {
  const ahead = [start];
  for (let folder = ahead.pop(); folder !== undefined; folder = ahead.pop()) {
    if (signal.aborted) return;
    const entries = await list(parts, folder, folder === start);
    if (entries === undefined) continue;
    parts.rule.setIgnoreFile(folder, await readIgnoreFile(parts.files, parts.root, folder, entries));
    const folders = entries
      .filter((entry) => entry.kind === 'folder')
      .map((entry) => below(folder, entry.name));
    ahead.push(
      ...folders
        .filter((path) => parts.rule.judgeFolder(path).included)
        .sort()
        .reverse(),
    );
    yield await toScanned(parts, folder, entries, signal);
  }
}

async function list(parts: ScanDeps, folder: string, isStart: boolean): Promise<FolderEntry[] | undefined> {
  try {
    return await parts.files.list(join(parts.root, folder));
  } catch (thrown) {
    if (isStart) throw thrown;
    parts.onUnreadable(folder, thrown);
    return undefined;
  }
}

async function toScanned(
  parts: ScanDeps,
  folder: string,
  entries: readonly FolderEntry[],
  signal: AbortSignal,
): Promise<ScannedFolder> {
  const wanted = entries.filter(
    ({ kind, name }) => kind !== 'folder' && parts.rule.judgeFile(below(folder, name)).included,
  );
  const namesOf = (kind: FolderEntry['kind']) =>
    wanted.filter((entry) => entry.kind === kind).map(({ name }) => name);
  return {
    folder,
    names: new Set(entries.map(({ name }) => name)),
    files: await stamps(parts, folder, namesOf('file'), signal),
    links: await linksToFiles(parts, folder, namesOf('link')),
    specials: namesOf('special'),
    documents: documentsAmong(parts, folder, entries),
  };
}

function documentsAmong(parts: ScanDeps, folder: string, entries: readonly FolderEntry[]): string[] {
  return entries.flatMap(({ kind, name }) => {
    if (kind !== 'folder') return [];
    const verdict = parts.rule.judgeFolder(below(folder, name));
    return !verdict.included && verdict.by === 'document' ? [name] : [];
  });
}

/** Stamps of the files that are still there; a file nobody may look at is left for the next scan. */
async function stamps(
  parts: ScanDeps,
  folder: string,
  names: readonly string[],
  signal: AbortSignal,
): Promise<ScannedFile[]> {
  const found: ScannedFile[] = [];
  let next = 0;
  const worker = async () => {
    for (let name = names[next++]; name !== undefined && !signal.aborted; name = names[next++]) {
      const path = below(folder, name);
      try {
        const stamp = await look(parts, path, next);
        if (stamp !== undefined) found.push({ name, stamp });
      } catch (thrown) {
        parts.onUnreadable(path, thrown);
      }
    }
  };
  const workers = parts.isLocal() ? 1 : Math.min(CONCURRENT_LOOKS, names.length);
  await Promise.all(Array.from({ length: workers }, worker));
  return found;
}

/** Looks at the `count`th file of a folder, on a local drive at once, with a breath now and then for everybody else. */
async function look(parts: ScanDeps, path: string, count: number): Promise<FileStamp | undefined> {
  const absolute = join(parts.root, path);
  if (!parts.isLocal()) return parts.files.stamp(absolute);
  if (count % LOOKS_AT_A_STRETCH === 0) await setImmediate();
  return parts.files.stampNow(absolute);
}

/** Links but those to folders, which are just not entered. */
async function linksToFiles(parts: ScanDeps, folder: string, names: readonly string[]): Promise<string[]> {
  const isFolder = await Promise.all(names.map((name) => leadsToFolder(parts, below(folder, name))));
  return names.filter((_, index) => isFolder[index] === false);
}

async function leadsToFolder(parts: ScanDeps, path: string): Promise<boolean> {
  try {
    return (await parts.files.identity(join(parts.root, path))) !== undefined;
  } catch (thrown) {
    // A loop, or a target we may not see: no folder that anybody would miss. Of a drive that does not answer nobody knows.
    return isUnresponsive(thrown);
  }
}
