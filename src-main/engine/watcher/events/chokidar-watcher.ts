import { join } from 'node:path';
import { watch, type FSWatcher } from 'chokidar';
import { errnoOf } from '../../system/file-errors.ts';
import { BatchedWatcher } from './batched-watcher.ts';

/** A file system event. It is only a reason to check: events may be late, doubled or missing. */
export type FsEvent =
  /** Something happened to this absolute path. */
  | { readonly type: 'path'; readonly path: string }
  /** This absolute folder appeared, or something without a name happened in it. */
  | { readonly type: 'folder'; readonly path: string }
  /** Every folder is watched from now on. */
  | { readonly type: 'ready' }
  /** The root is gone. Another folder in its place is not watched. */
  | { readonly type: 'removed' }
  /** No more events: the system's watches or handles are used up, or the watcher failed. */
  | { readonly type: 'failed'; readonly reason: 'exhausted' | 'lost'; readonly cause: unknown };

export interface FolderWatcher {
  close(): Promise<void>;
}

/** ENOSPC: inotify watches; EMFILE and ENFILE: inotify instances or handles. */
const EXHAUSTED: readonly (string | undefined)[] = ['ENOSPC', 'EMFILE', 'ENFILE'];

/** macOS and Windows watch a whole tree through one handle, which chokidar uses when no depth is given. */
const WATCHES_TREES = process.platform === 'darwin' || process.platform === 'win32';

/**
 * Listens for what happens below an absolute folder. chokidar is told to ignore files, so that it keeps only folders
 * in memory; names come from its `raw` events, which it passes on as the system sends them, also beyond the 16,384
 * events at which version 6 drops what it has queued. Where every folder needs a watch of its own, they are handed to
 * it in batches: of a whole tree it asks for every file's stamp at once, which takes 400 MB for 100,000 files.
 */
export function watchFolder(
  root: string,
  entersFolder: (path: string) => boolean,
  onEvent: (event: FsEvent) => void,
): FolderWatcher {
  let isClosed = false;
  let isReady = false;
  const emit = (event: FsEvent) => {
    if (!isClosed) onEvent(event);
  };
  const open = (folders: readonly string[]): FSWatcher =>
    watch([...folders], {
      ignored: (path, stats) => stats !== undefined && (!stats.isDirectory() || !entersFolder(path)),
      followSymlinks: false,
      awaitWriteFinish: false,
      atomic: false,
      persistent: false,
      ...(WATCHES_TREES ? { ignoreInitial: true } : { depth: 0 }),
    })
      .on('raw', (_event, name, details) => {
        const folder = watchedPathOf(details) ?? root;
        emit(
          typeof name === 'string'
            ? { type: 'path', path: join(folder, name) }
            : { type: 'folder', path: folder },
        );
      })
      .on('addDir', (path) => {
        if (WATCHES_TREES) emit({ type: 'folder', path });
        else if (!isClosed) batches.add(path);
      })
      .on('unlinkDir', (path) => {
        batches.remove(path);
        if (path === root) emit({ type: 'removed' });
      })
      .on('error', (cause) => {
        emit({ type: 'failed', reason: EXHAUSTED.includes(errnoOf(cause)) ? 'exhausted' : 'lost', cause });
      });
  const batches = new BatchedWatcher(open, {
    // A scan finds the files that appeared in a folder before it was watched.
    onWatched: (folders) => {
      if (isReady) for (const path of folders) emit({ type: 'folder', path });
    },
    onAll: () => {
      if (isReady) return;
      isReady = true;
      emit({ type: 'ready' });
    },
  });
  batches.add(root);
  return {
    close: async () => {
      isClosed = true;
      await batches.close();
    },
  };
}

function watchedPathOf(details: unknown): string | undefined {
  if (typeof details !== 'object' || details === null || !('watchedPath' in details)) return undefined;
  return typeof details.watchedPath === 'string' ? details.watchedPath : undefined;
}
