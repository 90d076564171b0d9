import { dirname, join, posix, relative, sep } from 'node:path';
import { AppError } from '#domain/errors.ts';
import { isSameVersion } from '#domain/file-stamp.ts';
import type { WatchSpec } from '#domain/watch.ts';
import type { EngineEvent } from '../../events.ts';
import type { PostDeliveryQueue } from '../../store/uploads/post-delivery-queue.ts';
import type { UploadRow } from '../../store/uploads/rows.ts';
import type { Clock, FileSystem, Log, Timer } from '../../ports.ts';
import type { Disk } from '../../system/disk.ts';
import { toPostDeliveryError } from './post-delivery-errors.ts';
import { moveFile } from './move-file.ts';
import { sentFolder } from './sent-folder.ts';

/** How often a file that changes is looked at, until it has settled. */
const UNSTABLE_RETRY_MS = 5_000;

/** How often what the system refused is tried again. */
const RETRY_DELAY_MS = 3_600_000;

export interface PostDeliveryDeps {
  readonly queue: PostDeliveryQueue;
  readonly watches: ReadonlyMap<string, WatchSpec>;
  readonly files: Pick<FileSystem, 'stamp' | 'identity'>;
  readonly disk: Disk;
  readonly clock: Clock;
  /** True while a watch waits for this file to settle. */
  readonly isSettling: (path: string) => boolean;
  /** Puts a file into the system's recycle bin; undefined where the host has none. */
  readonly trash: ((path: string) => Promise<void>) | undefined;
  readonly emit: (event: EngineEvent) => void;
  readonly log: Log;
}

/**
 * Does with delivered files what their watches say. What is to be done is in the ledger since the delivery, so
 * that a crash moves a file later and posts nothing again; what cannot be done becomes a note on the upload.
 */
export class PostDeliveryRunner {
  readonly #deps: PostDeliveryDeps;
  #running: Promise<void> | undefined;
  #askedAgain = false;
  #isStopped = false;
  #timer: Timer | undefined;
  #settling: Timer | undefined;
  /** Refused in this run; tried again together. */
  readonly #refused = new Set<number>();

  constructor(deps: PostDeliveryDeps) {
    this.#deps = deps;
  }

  /** Something was delivered, or the program has just started. */
  wake(): void {
    if (this.#isStopped) return;
    this.#askedAgain = true;
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
    });
  }

  /** What the system refused may be possible again. */
  retry(): void {
    this.#refused.clear();
    this.wake();
  }

  get isIdle(): boolean {
    return this.#running === undefined;
  }

  /** Resolves when nothing is under way. */
  async whenIdle(): Promise<void> {
    while (this.#running !== undefined) await this.#running;
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#timer?.cancel();
    this.#settling?.cancel();
    await this.#running;
  }

  async #run(): Promise<void> {
    while (this.#askedAgain && !this.#isStopped) {
      this.#askedAgain = false;
      try {
        for (const row of this.#deps.queue.due()) {
          await this.#handle(row);
        }
      } catch (thrown) {
        // The ledger is full: the files stay due and where they are, or are found there again.
        this.#deps.log('warn', 'delivered files wait for their move', { error: AppError.from(thrown) });
        this.#tryAgainLater();
        return;
      }
    }
  }

  async #handle(row: UploadRow): Promise<void> {
    const { queue, watches, emit, isSettling } = this.#deps;
    if (this.#isStopped || this.#refused.has(row.id)) return;
    // Another watch may still have to read it.
    if (queue.isWantedElsewhere(row)) return;
    if (isSettling(row.path)) {
      this.#tryAgainSoon();
      return;
    }
    const spec = row.watch === undefined ? undefined : watches.get(row.watch);
    let done: UploadRow | undefined;
    try {
      done = await this.#do(row, spec);
    } catch (thrown) {
      const error = await this.#orAway(row, AppError.from(thrown));
      if (error.code.startsWith('ledger.')) throw error;
      if (error.remedy === 'wait') {
        this.#refused.add(row.id);
        this.#tryAgainLater();
      }
      done = queue.note(row.id, error.code, error.remedy === 'wait');
    }
    if (done !== undefined) emit({ type: 'after', row: done });
  }

  async #do(row: UploadRow, spec: WatchSpec | undefined): Promise<UploadRow | undefined> {
    const { queue, files, disk, trash } = this.#deps;
    switch (spec?.after.type) {
      case 'move': {
        const folder = join(row.root, sentFolder(spec.after.to, row.deliveredAt ?? row.queuedAt));
        const stamp = { ino: row.ino, size: row.size, mtimeMs: row.mtimeMs };
        const token = queue.moveToken(row.id);
        const path = await moveFile(disk, { path: row.path, root: row.root, folder, stamp, token });
        return queue.moved(row, { from: placeIn(row.root, row.path), to: placeIn(row.root, path), path });
      }
      case 'trash': {
        if (trash === undefined) throw new AppError('after.refused', 'this host has no recycle bin');
        const found = await files.stamp(row.path);
        if (found === undefined) throw new AppError('file.vanished', 'gone before it could be thrown away');
        if (!isSameVersion(found, row)) throw new AppError('after.changed', 'not the delivered file');
        await trash(row.path).catch((thrown: unknown) => Promise.reject(toPostDeliveryError(thrown)));
        return queue.trashed(row, placeIn(row.root, row.path));
      }
      case 'keep':
      case undefined:
        return queue.kept(row.id);
    }
  }

  /** A file whose whole folder is away, with its drive, is not gone. */
  async #orAway(row: UploadRow, error: AppError): Promise<AppError> {
    if (error.code !== 'file.vanished') return error;
    const folder = await this.#deps.files.identity(row.root).catch(() => undefined);
    return folder === undefined
      ? new AppError('folder.missing', 'the folder is away', { cause: error })
      : error;
  }

  /** Nobody tells when a file has settled as what it was, or is still being written down as what it is now. */
  #tryAgainSoon(): void {
    this.#settling ??= this.#deps.clock.setTimer(UNSTABLE_RETRY_MS, () => {
      this.#settling = undefined;
      this.wake();
    });
  }

  #tryAgainLater(): void {
    this.#timer?.cancel();
    this.#timer = this.#deps.clock.setTimer(RETRY_DELAY_MS, () => this.retry());
  }
}

/** A path as the watch knows it. */
function placeIn(root: string, path: string): { readonly folder: string; readonly name: string } {
  const inWatch = relative(root, path).split(sep).join(posix.sep);
  const folder = dirname(inWatch);
  return { folder: folder === '.' ? '' : folder, name: posix.basename(inWatch) };
}
