import { join } from 'node:path';
import type { FileStamp } from '#domain/file-stamp.ts';
import type { WatchSpec } from '#domain/watch.ts';
import type { FileSystem } from '../../ports.ts';
import { diffFolder } from './diff-folder.ts';
import type { FileChange, FileIndex } from '../file-index.ts';
import { scanTree, type ScannedFolder, type ScanDeps } from './scan-tree.ts';
import { below } from '../split-path.ts';
import type { UnchangedFolderCache } from './unchanged-folder-cache.ts';

/** Changes in one transaction. A slow scan records more often. */
const BATCH_SIZE = 500;
const MAX_UNRECORDED_MS = 1_000;

export interface ReconcileDeps extends ScanDeps {
  readonly watch: string;
  readonly spec: Pick<WatchSpec, 'changed'>;
  readonly index: Pick<FileIndex, 'inFolder' | 'folders'>;
  readonly unchanged: UnchangedFolderCache;
  readonly now: () => number;
  /** True for a file from before the watch. `hasPreexisting`: the index has such files of this folder already. */
  readonly isOld: (path: string, stamp: FileStamp, hasPreexisting: boolean) => boolean;
  /** A file that has to become stable before it can be classified. */
  readonly onUnstable: (path: string, stamp: FileStamp) => void;
  /** False when recording failed, which ends the scan. */
  readonly record: (changes: readonly FileChange[]) => boolean;
}

/**
 * Compares the tree below a relative folder with the index, in batches. Rejects when that folder itself cannot be
 * listed. Resolves to false when recording failed or the scan was aborted. Without `canDetectRemovals` missing files
 * are not marked as removed.
 */
export async function reconcileTree(
  deps: ReconcileDeps,
  start: string,
  canDetectRemovals: boolean,
  signal: AbortSignal,
): Promise<boolean> {
  const visited = new Set<string>();
  const unreadable: string[] = [];
  let batch: FileChange[] = [];
  let recordedAt = deps.now();
  const onUnreadable = (path: string, thrown: unknown) => {
    unreadable.push(path);
    deps.onUnreadable(path, thrown);
  };

  for await (const scanned of scanTree({ ...deps, onUnreadable }, start, signal)) {
    if (signal.aborted) return false;
    visited.add(scanned.folder);
    batch.push(...(await compareFolder(deps, scanned, canDetectRemovals)));
    if (batch.length >= BATCH_SIZE || Math.abs(deps.now() - recordedAt) >= MAX_UNRECORDED_MS) {
      if (!deps.record(batch)) return false;
      batch = [];
      recordedAt = deps.now();
    }
  }
  if (signal.aborted) return false;
  if (canDetectRemovals) batch.push(...(await removedFolders(deps, start, visited, unreadable)));
  return deps.record(batch);
}

async function compareFolder(
  deps: ReconcileDeps,
  scanned: ScannedFolder,
  canDetectRemovals: boolean,
): Promise<FileChange[]> {
  const { folder } = scanned;
  if (deps.unchanged.isUnchanged(scanned)) return [];
  const known = deps.index.inFolder(deps.watch, folder);
  // A present file of any status was recorded by an earlier scan of this folder, too.
  const hasPreexisting = [...known.values()].some(
    ({ status, goneAt, name }) =>
      status === 'preexisting' || (goneAt === undefined && scanned.names.has(name)),
  );
  const isOld = (name: string, stamp: FileStamp) => deps.isOld(below(folder, name), stamp, hasPreexisting);
  const { changes: changes, unstable: unstable, missing } = diffFolder(scanned, known, isOld, deps.spec);
  for (const { name, stamp } of unstable) deps.onUnstable(below(folder, name), stamp);
  if (changes.length + unstable.length + missing.length === 0) deps.unchanged.remember(scanned);
  const removed = canDetectRemovals ? await removedFiles(deps, folder, missing) : [];
  return [...changes, ...removed];
}

/** Removed files of indexed folders that were not scanned, except excluded and unreadable folders. */
async function removedFolders(
  deps: ReconcileDeps,
  start: string,
  visited: ReadonlySet<string>,
  unreadable: readonly string[],
): Promise<FileChange[]> {
  const removed: FileChange[] = [];
  for (const folder of deps.index.folders(deps.watch)) {
    if (visited.has(folder) || !isAtOrBelow(folder, start)) continue;
    if (unreadable.some((path) => isAtOrBelow(folder, path)) || !deps.rule.judgeFolder(folder).included)
      continue;
    const known = [...deps.index.inFolder(deps.watch, folder).values()];
    removed.push(
      ...(await removedFiles(
        deps,
        folder,
        known.filter((file) => file.goneAt === undefined).map(({ name }) => name),
      )),
    );
  }
  return removed;
}

/** Checks each missing file: a listing may be older than the last recorded change. */
async function removedFiles(
  deps: ReconcileDeps,
  folder: string,
  names: readonly string[],
): Promise<FileChange[]> {
  const removed: FileChange[] = [];
  for (const name of names) {
    if (await isGone(deps.files, join(deps.root, folder, name)))
      removed.push({ type: 'removed', folder, name, at: deps.now() });
  }
  return removed;
}

async function isGone(files: FileSystem, path: string): Promise<boolean> {
  try {
    return (await files.stamp(path)) === undefined;
  } catch {
    // An unreadable file may still exist.
    return false;
  }
}

function isAtOrBelow(folder: string, parent: string): boolean {
  return parent === '' || folder === parent || folder.startsWith(`${parent}/`);
}
