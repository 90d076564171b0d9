import { AppError } from '#domain/errors.ts';
import type { Remover } from '#domain/upload.ts';
import type { EngineEvent } from '../events.ts';
import type { Clock, Log, Portal, Timer } from '../ports.ts';
import type { UploadRow } from '../store/uploads/rows.ts';
import type { Uploads } from '../store/uploads/uploads.ts';
import { finishRemoval, removeFromChat, type RemovalDeps } from './remove-from-chat.ts';

/** How often a removal that the portal could not do is tried again. */
const RETRY_DELAY_MS = 60_000;
/** How long one removal may take. */
const MAX_CALL_MS = 60_000;

export interface RemovalsDeps {
  readonly uploads: Uploads;
  readonly portals: ReadonlyMap<string, Portal>;
  readonly clock: Clock;
  readonly emit: (event: EngineEvent) => void;
  readonly log: Log;
}

/** Removes messages from chats when the user asks, and finishes what an earlier process began. */
export class Removals {
  readonly #deps: RemovalsDeps;
  readonly #removal: RemovalDeps;
  readonly #stopping = new AbortController();
  #running: Promise<void> | undefined;
  #timer: Timer | undefined;

  constructor(deps: RemovalsDeps) {
    this.#deps = deps;
    this.#removal = { uploads: deps.uploads, portals: deps.portals, now: () => deps.clock.now() };
  }

  /** See `removeFromChat`. */
  async remove(id: number, remover: Remover): Promise<UploadRow> {
    try {
      return this.#done(await removeFromChat(this.#removal, id, remover, this.#signal()));
    } catch (thrown) {
      this.#retryLater();
      throw thrown;
    }
  }

  /** Tries every recorded removal again: at the start, and when the network is back. */
  retry(): void {
    if (this.#stopping.signal.aborted) return;
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
    });
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#timer?.cancel();
    await this.#running;
  }

  async #run(): Promise<void> {
    try {
      for (const row of this.#deps.uploads.toRemove()) {
        if (this.#stopping.signal.aborted) return;
        this.#done(await finishRemoval(this.#removal, row, this.#signal()));
      }
    } catch (thrown) {
      this.#deps.log('warn', 'a message cannot be removed now', { error: AppError.from(thrown) });
      this.#retryLater();
    }
  }

  #done(row: UploadRow): UploadRow {
    this.#deps.emit({ type: 'upload', row });
    return row;
  }

  #retryLater(): void {
    this.#timer?.cancel();
    if (this.#stopping.signal.aborted || this.#deps.uploads.toRemove().length === 0) return;
    this.#timer = this.#deps.clock.setTimer(RETRY_DELAY_MS, () => this.retry());
  }

  #signal(): AbortSignal {
    return AbortSignal.any([this.#stopping.signal, AbortSignal.timeout(MAX_CALL_MS)]);
  }
}
