import { join } from 'node:path';
import type { FileStamp } from '#domain/file-stamp.ts';
import type { WatchRule } from '#domain/watch-rule.ts';
import type { FileSystem, FolderEntry } from '../ports.ts';
import { below } from './split-path.ts';

/** Files of one folder looked at at the same time; more only keeps the threads of Node longer from other work. */
const CONCURRENT_LOOKS = 32;

/** One folder as a scan found it. Only what the rules include; `names` are all, to tell what is gone. */
export interface ScannedFolder {
  /** Relative to the watch's folder, with `/`; empty for that folder itself. */
  readonly folder: string;
  readonly names: ReadonlySet<string>;
  readonly files: readonly ScannedFile[];
  readonly links: readonly string[];
  readonly specials: readonly string[];
}

export interface ScannedFile {
  readonly name: string;
  readonly stamp: FileStamp;
}

export interface ScanParts {
  readonly files: FileSystem;
  /** Absolute path of the watch's folder. */
  readonly root: string;
  readonly rule: WatchRule;
  /** A folder below the start could not be listed; the others are all the same. */
  readonly onUnreadable: (folder: string, thrown: unknown) => void;
}

/**
 * Walks the tree from the relative folder `start`, one folder at a time, so that memory depends on the largest
 * folder and not on the tree. Links are never followed. Rejects when `start` itself cannot be listed.
 */
export async function* scan(
  parts: ScanParts,
  start: string,
  signal: AbortSignal,
): AsyncGenerator<ScannedFolder> {
  const ahead = [start];
  for (let folder = ahead.pop(); folder !== undefined; folder = ahead.pop()) {
    if (signal.aborted) return;
    const entries = await list(parts, folder, folder === start);
    if (entries === undefined) continue;
    const folders = entries
      .filter((entry) => entry.kind === 'folder')
      .map((entry) => below(folder, entry.name));
    ahead.push(
      ...folders
        .filter((path) => parts.rule.judgeFolder(path).included)
        .sort()
        .reverse(),
    );
    yield await look(parts, folder, entries, signal);
  }
}

async function list(parts: ScanParts, folder: string, isStart: boolean): Promise<FolderEntry[] | undefined> {
  try {
    return await parts.files.list(join(parts.root, folder));
  } catch (thrown) {
    if (isStart) throw thrown;
    parts.onUnreadable(folder, thrown);
    return undefined;
  }
}

async function look(
  parts: ScanParts,
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
  };
}

/** Stamps of the files that are still there; a file nobody may look at is left for the next scan. */
async function stamps(
  parts: ScanParts,
  folder: string,
  names: readonly string[],
  signal: AbortSignal,
): Promise<ScannedFile[]> {
  const found: ScannedFile[] = [];
  let next = 0;
  const worker = async () => {
    for (let name = names[next++]; name !== undefined && !signal.aborted; name = names[next++]) {
      const stamp = await stampOf(parts, below(folder, name));
      if (stamp !== undefined) found.push({ name, stamp });
    }
  };
  await Promise.all(Array.from({ length: Math.min(CONCURRENT_LOOKS, names.length) }, worker));
  return found;
}

async function stampOf(parts: ScanParts, path: string): Promise<FileStamp | undefined> {
  try {
    return await parts.files.stamp(join(parts.root, path));
  } catch (thrown) {
    parts.onUnreadable(path, thrown);
    return undefined;
  }
}

/** Links but those to folders, which are just not entered. */
async function linksToFiles(parts: ScanParts, folder: string, names: readonly string[]): Promise<string[]> {
  const isFolder = await Promise.all(names.map((name) => leadsToFolder(parts, below(folder, name))));
  return names.filter((_, index) => isFolder[index] === false);
}

async function leadsToFolder(parts: ScanParts, path: string): Promise<boolean> {
  try {
    return (await parts.files.identity(join(parts.root, path))) !== undefined;
  } catch {
    // A loop, or a target we may not see: no folder that anybody would miss.
    return false;
  }
}
