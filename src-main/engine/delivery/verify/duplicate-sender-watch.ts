import { AppError } from '#domain/errors.ts';
import type { UploadRow } from '../../store/uploads/rows.ts';
import type { Timer } from '../../ports.ts';
import { detectDuplicateSender } from './detect-duplicate-sender.ts';
import type { DeliveryDeps } from '../deps.ts';

/** Two computers that watch one share find a new file within a scan of each other. */
const CHECK_DELAY_MS = 60_000;
/** A dialog costs its portal no more than one request in this time. */
const MIN_INTERVAL_MS = 600_000;

interface Dialog {
  /** Monotonic time of the last glance. */
  checkedMs: number;
  /** The newest message it showed. */
  seen: number;
  timer: Timer | undefined;
}

/**
 * Glances into a dialog a while after something of a watch was delivered there, to see whether another computer posts
 * the same files. Does so only where messages can be read back; what it misses is missed without harm.
 */
export class DuplicateSenderWatch {
  readonly #deps: Pick<DeliveryDeps, 'ledger' | 'portals' | 'clock' | 'emit' | 'log'>;
  readonly #dialogs = new Map<string, Dialog>();
  readonly #stopping = new AbortController();
  readonly #running = new Set<Promise<void>>();

  constructor(deps: Pick<DeliveryDeps, 'ledger' | 'portals' | 'clock' | 'emit' | 'log'>) {
    this.#deps = deps;
  }

  /** Something happened to an upload. */
  onUpload(row: UploadRow): void {
    const { watch, state, messageId, afterMessageId } = row;
    if (
      watch === undefined ||
      state !== 'delivered' ||
      messageId === undefined ||
      afterMessageId === undefined
    )
      return;
    if (this.#stopping.signal.aborted) return;
    const dialog = this.#dialogOf(row);
    if (dialog.timer !== undefined || messageId <= dialog.seen) return;
    const restMs = dialog.checkedMs + MIN_INTERVAL_MS - this.#deps.clock.monotonicMs();
    dialog.timer = this.#deps.clock.setTimer(Math.max(CHECK_DELAY_MS, restMs), () => {
      const glance = this.#check(dialog, row, afterMessageId).finally(() => this.#running.delete(glance));
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
    const known = this.#dialogs.get(key) ?? { checkedMs: -Infinity, seen: 0, timer: undefined };
    this.#dialogs.set(key, known);
    return known;
  }

  /** Never rejects. */
  async #check(dialog: Dialog, row: UploadRow, baseline: number): Promise<void> {
    const { portals, clock, log } = this.#deps;
    dialog.timer = undefined;
    dialog.checkedMs = clock.monotonicMs();
    try {
      const after = Math.max(baseline, dialog.seen);
      const seen = await portals.get(row.portal)?.recentMessages(row, after, this.#stopping.signal);
      if (seen === undefined || this.#stopping.signal.aborted) return;
      dialog.seen = Math.max(after, ...seen.messages.map(({ messageId }) => messageId));
      detectDuplicateSender(this.#deps, row, seen, row.messageId);
    } catch (thrown) {
      log('debug', 'no glance into the chat', { error: AppError.from(thrown) });
    }
  }
}
