import { join } from 'node:path';
import { watch, type FSWatcher } from 'chokidar';
import { errnoOf } from './file-errors.ts';
import { InPortions } from './in-portions.ts';

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

/** macOS and Windows tell of a whole tree through one handle, which chokidar uses where no depth is given. */
const TELLS_OF_TREES = process.platform === 'darwin' || process.platform === 'win32';

/**
 * Listens for what happens below an absolute folder. chokidar is told to ignore files, so that it keeps only folders
 * in memory; names come from its `raw` events, which it passes on as the system sends them, also beyond the 16,384
 * events at which version 6 drops what it has queued. Where every folder needs a watch of its own, they are handed to
 * it in portions: of a whole tree it asks for every file's stamp at once, which takes 400 MB for 100,000 files.
 */
export function watchFolder(
  root: string,
  entersFolder: (path: string) => boolean,
  onHint: (hint: Hint) => void,
): FolderWatcher {
  let isClosed = false;
  let isReady = false;
  const tell = (hint: Hint) => {
    if (!isClosed) onHint(hint);
  };
  const open = (folders: readonly string[]): FSWatcher =>
    watch([...folders], {
      ignored: (path, stats) => stats !== undefined && (!stats.isDirectory() || !entersFolder(path)),
      followSymlinks: false,
      awaitWriteFinish: false,
      atomic: false,
      persistent: false,
      ...(TELLS_OF_TREES ? { ignoreInitial: true } : { depth: 0 }),
    })
      .on('raw', (_event, name, details) => {
        const folder = watchedPathOf(details) ?? root;
        tell(
          typeof name === 'string'
            ? { type: 'path', path: join(folder, name) }
            : { type: 'folder', path: folder },
        );
      })
      .on('addDir', (path) => {
        if (TELLS_OF_TREES) tell({ type: 'folder', path });
        else if (!isClosed) portions.add(path);
      })
      .on('unlinkDir', (path) => {
        portions.remove(path);
        if (path === root) tell({ type: 'removed' });
      })
      .on('error', (cause) => {
        tell({ type: 'failed', reason: EXHAUSTED.includes(errnoOf(cause)) ? 'exhausted' : 'lost', cause });
      });
  const portions = new InPortions(open, {
    // What came into a folder before it was watched is found by looking now.
    onWatched: (folders) => {
      if (isReady) for (const path of folders) tell({ type: 'folder', path });
    },
    onAll: () => {
      if (isReady) return;
      isReady = true;
      tell({ type: 'ready' });
    },
  });
  portions.add(root);
  return {
    close: async () => {
      isClosed = true;
      await portions.close();
    },
  };
}

function watchedPathOf(details: unknown): string | undefined {
  if (typeof details !== 'object' || details === null || !('watchedPath' in details)) return undefined;
  return typeof details.watchedPath === 'string' ? details.watchedPath : undefined;
}
