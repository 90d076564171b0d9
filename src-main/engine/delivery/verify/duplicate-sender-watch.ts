import { AppError } from '#domain/errors.ts';
import type { UploadRow } from '../../ledger/rows.ts';
import type { Timer } from '../../ports.ts';
import { noticeRival } from './detect-duplicate-sender.ts';
import type { DeliveryParts } from '../deps.ts';

/** Two computers that watch one share find a new file within a scan of each other. */
const AFTER_MS = 60_000;
/** A dialog costs its portal no more than one request in this time. */
const REST_MS = 600_000;

interface Dialog {
  /** Monotonic time of the last glance. */
  glancedMs: number;
  /** The newest message it showed. */
  seen: number;
  timer: Timer | undefined;
}

/**
 * Glances into a dialog a while after something of a watch was delivered there, to see whether another computer posts
 * the same files. Does so only where messages can be read back; what it misses is missed without harm.
 */
export class RivalWatch {
  readonly #parts: Pick<DeliveryParts, 'ledger' | 'portals' | 'clock' | 'emit' | 'log'>;
  readonly #dialogs = new Map<string, Dialog>();
  readonly #stopping = new AbortController();
  readonly #running = new Set<Promise<void>>();

  constructor(parts: Pick<DeliveryParts, 'ledger' | 'portals' | 'clock' | 'emit' | 'log'>) {
    this.#parts = parts;
  }

  /** Something happened to an upload. */
  heard(row: UploadRow): void {
    const { watch, state, messageId, baseline } = row;
    if (watch === undefined || state !== 'delivered' || messageId === undefined || baseline === undefined)
      return;
    if (this.#stopping.signal.aborted) return;
    const dialog = this.#dialogOf(row);
    if (dialog.timer !== undefined || messageId <= dialog.seen) return;
    const restMs = dialog.glancedMs + REST_MS - this.#parts.clock.monotonicMs();
    dialog.timer = this.#parts.clock.setTimer(Math.max(AFTER_MS, restMs), () => {
      const glance = this.#glance(dialog, row, baseline).finally(() => this.#running.delete(glance));
      this.#running.add(glance);
    });
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    for (const { timer } of this.#dialogs.values()) timer?.cancel();
    await Promise.all(this.#running);
  }

  #dialogOf({ portal, dialog }: UploadRow): Dialog {
    const key = JSON.stringify([portal, dialog]);
    const known = this.#dialogs.get(key) ?? { glancedMs: -Infinity, seen: 0, timer: undefined };
    this.#dialogs.set(key, known);
    return known;
  }

  /** Never rejects. */
  async #glance(dialog: Dialog, row: UploadRow, baseline: number): Promise<void> {
    const { portals, clock, log } = this.#parts;
    dialog.timer = undefined;
    dialog.glancedMs = clock.monotonicMs();
    try {
      const after = Math.max(baseline, dialog.seen);
      const seen = await portals.get(row.portal)?.glance(row, after, this.#stopping.signal);
      if (seen === undefined || this.#stopping.signal.aborted) return;
      dialog.seen = Math.max(after, ...seen.messages.map(({ messageId }) => messageId));
      noticeRival(this.#parts, row, seen, row.messageId);
    } catch (thrown) {
      log('debug', 'no glance into the chat', { error: AppError.from(thrown) });
    }
  }
}
