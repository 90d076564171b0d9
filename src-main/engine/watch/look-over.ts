import { join } from 'node:path';
import type { FileStamp } from '#domain/file-stamp.ts';
import type { FileSystem } from '../ports.ts';
import { inspect } from './inspect.ts';
import type { Finding, WatchMemory } from './memory.ts';
import { scan, type ScannedFolder, type ScanParts } from './scan.ts';
import { below } from './split-path.ts';
import type { SteadyFolders } from './steady-folders.ts';

/** Findings recorded in one transaction, unless a slow drive takes longer than this for so many. */
const BATCH = 500;
const RECORD_AFTER_MS = 1_000;

export interface LookOverParts extends ScanParts {
  readonly watch: string;
  readonly memory: Pick<WatchMemory, 'inFolder' | 'folders'>;
  readonly steady: SteadyFolders;
  readonly now: () => number;
  /** True for what was there before the watch began; `hasBaseline` when that of its folder is recorded. */
  readonly isOld: (path: string, stamp: FileStamp, hasBaseline: boolean) => boolean;
  /** A file that has to settle before anything can be said of it. */
  readonly onUnsettled: (path: string, stamp: FileStamp) => void;
  /** False when it could not be recorded, which ends the look. */
  readonly record: (findings: readonly Finding[]) => boolean;
}

/**
 * Compares the tree below a relative folder with what is known, in batches. Rejects when that folder itself cannot
 * be listed, and resolves to false when recording failed or it was broken off. Without `mayBeGone`, what is missing
 * is not called gone.
 */
export async function lookOver(
  parts: LookOverParts,
  start: string,
  mayBeGone: boolean,
  signal: AbortSignal,
): Promise<boolean> {
  const visited = new Set<string>();
  const unreadable: string[] = [];
  let batch: Finding[] = [];
  let recordedAt = parts.now();
  const onUnreadable = (path: string, thrown: unknown) => {
    unreadable.push(path);
    parts.onUnreadable(path, thrown);
  };

  for await (const scanned of scan({ ...parts, onUnreadable }, start, signal)) {
    if (signal.aborted) return false;
    visited.add(scanned.folder);
    batch.push(...(await compareFolder(parts, scanned, mayBeGone)));
    if (batch.length >= BATCH || Math.abs(parts.now() - recordedAt) >= RECORD_AFTER_MS) {
      if (!parts.record(batch)) return false;
      batch = [];
      recordedAt = parts.now();
    }
  }
  if (signal.aborted) return false;
  if (mayBeGone) batch.push(...(await vanishedFolders(parts, start, visited, unreadable)));
  return parts.record(batch);
}

async function compareFolder(
  parts: LookOverParts,
  scanned: ScannedFolder,
  mayBeGone: boolean,
): Promise<Finding[]> {
  const { folder } = scanned;
  if (parts.steady.has(scanned)) return [];
  const known = parts.memory.inFolder(parts.watch, folder);
  const hasBaseline = [...known.values()].some(({ standing }) => standing === 'baseline');
  const isOld = (name: string, stamp: FileStamp) => parts.isOld(below(folder, name), stamp, hasBaseline);
  const { findings, unsettled, missing } = inspect(scanned, known, isOld);
  for (const { name, stamp } of unsettled) parts.onUnsettled(below(folder, name), stamp);
  if (findings.length + unsettled.length + missing.length === 0) parts.steady.keep(scanned);
  const gone = mayBeGone ? await goneOf(parts, folder, missing) : [];
  return [...findings, ...gone];
}

/** Files known in folders that the scan did not come by, unless the rules or a refusal kept it out. */
async function vanishedFolders(
  parts: LookOverParts,
  start: string,
  visited: ReadonlySet<string>,
  unreadable: readonly string[],
): Promise<Finding[]> {
  const gone: Finding[] = [];
  for (const folder of parts.memory.folders(parts.watch)) {
    if (visited.has(folder) || !isAtOrBelow(folder, start)) continue;
    if (unreadable.some((path) => isAtOrBelow(folder, path)) || !parts.rule.judgeFolder(folder).included)
      continue;
    const known = [...parts.memory.inFolder(parts.watch, folder).values()];
    gone.push(
      ...(await goneOf(
        parts,
        folder,
        known.filter((file) => file.goneAt === undefined).map(({ name }) => name),
      )),
    );
  }
  return gone;
}

/** Those that surely are gone: a listing may be older than what was recorded since. */
async function goneOf(parts: LookOverParts, folder: string, names: readonly string[]): Promise<Finding[]> {
  const gone: Finding[] = [];
  for (const name of names) {
    if (await isGone(parts.files, join(parts.root, folder, name)))
      gone.push({ type: 'gone', folder, name, at: parts.now() });
  }
  return gone;
}

async function isGone(files: FileSystem, path: string): Promise<boolean> {
  try {
    return (await files.stamp(path)) === undefined;
  } catch {
    // Not being allowed to look says nothing about whether it is there.
    return false;
  }
}

function isAtOrBelow(folder: string, parent: string): boolean {
  return parent === '' || folder === parent || folder.startsWith(`${parent}/`);
}
