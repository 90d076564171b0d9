import { join } from 'node:path';
import { watch } from 'chokidar';
import { errnoOf } from './file-errors.ts';

/** What the system told about a folder. Only ever a reason to look: it may be late, doubled or missing. */
export type Hint =
  /** Something happened to this path; absolute. */
  | { readonly type: 'path'; readonly path: string }
  /** A folder appeared, or something happened in it that has no name; absolute. */
  | { readonly type: 'folder'; readonly path: string }
  /** Everything is watched from now on. */
  | { readonly type: 'ready' }
  /** The folder itself is gone; one that takes its place is not watched. */
  | { readonly type: 'removed' }
  /** Nothing will be told any more: the system's watches or handles are used up, or something else broke. */
  | { readonly type: 'failed'; readonly reason: 'exhausted' | 'lost'; readonly cause: unknown };

export interface FolderWatcher {
  close(): Promise<void>;
}

/** ENOSPC: inotify watches; EMFILE and ENFILE: inotify instances or handles. */
const EXHAUSTED: readonly (string | undefined)[] = ['ENOSPC', 'EMFILE', 'ENFILE'];

/**
 * Listens for what happens below an absolute folder. chokidar is told to ignore files, so that it keeps only folders
 * in memory (100,000 files would cost it 450 MB); names come from its `raw` events, which it passes on as the system
 * sends them, also beyond the 16,384 events at which version 6 drops what it has queued.
 */
export function watchFolder(
  root: string,
  entersFolder: (path: string) => boolean,
  onHint: (hint: Hint) => void,
): FolderWatcher {
  let closed = false;
  const tell = (hint: Hint) => {
    if (!closed) onHint(hint);
  };
  const watcher = watch(root, {
    ignored: (path, stats) => stats !== undefined && (!stats.isDirectory() || !entersFolder(path)),
    ignoreInitial: true,
    followSymlinks: false,
    awaitWriteFinish: false,
    atomic: false,
    persistent: false,
  });
  watcher.on('raw', (_event, name, details) => {
    const folder = watchedPathOf(details) ?? root;
    tell(
      typeof name === 'string'
        ? { type: 'path', path: join(folder, name) }
        : { type: 'folder', path: folder },
    );
  });
  watcher.on('addDir', (path) => tell({ type: 'folder', path }));
  watcher.on('unlinkDir', (path) => {
    if (path === root) tell({ type: 'removed' });
  });
  watcher.on('ready', () => tell({ type: 'ready' }));
  watcher.on('error', (cause) => {
    tell({ type: 'failed', reason: EXHAUSTED.includes(errnoOf(cause)) ? 'exhausted' : 'lost', cause });
  });
  return {
    close: async () => {
      closed = true;
      await watcher.close();
    },
  };
}

function watchedPathOf(details: unknown): string | undefined {
  if (typeof details !== 'object' || details === null || !('watchedPath' in details)) return undefined;
  return typeof details.watchedPath === 'string' ? details.watchedPath : undefined;
}
