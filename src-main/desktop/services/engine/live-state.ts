import type { AppStatus } from '#contract/app.ts';
import type { ErrorCode } from '#domain/errors.ts';
import type { Hold } from '#domain/hold.ts';
import type { Pause } from '#domain/pause.ts';
import type { Blockers } from '#domain/blockers.ts';
import type { UploadState } from '#domain/upload.ts';
import type { WatchState } from '#domain/watch.ts';
import type { EngineEvent } from '#engine/events.ts';
import type { UploadRow } from '#engine/store/uploads/rows.ts';
import { appStatus, type Progress, type StatusInput } from './app-status.ts';

export const OPEN_STATES = ['settling', 'queued', 'sending', 'waiting', 'verifying', 'failed'] as const;

interface StatusContext extends Pick<StatusInput, 'isOffline' | 'watches' | 'blockers'> {
  readonly failure: ErrorCode | undefined;
}

/** The present state: uploads that are not delivered, their progress, and the holds and pauses that block them. */
export class LiveState {
  readonly watchStates = new Map<string, WatchState>();
  readonly #open = new Map<number, UploadRow>();
  readonly #progress = new Map<number, Progress>();
  readonly #holds = new Map<string, Hold>();
  readonly #pauses = new Map<string, Pause>();
  readonly #settling = new Map<string, number>();
  readonly #lastFiles = new Map<string, { readonly name: string; readonly at: number }>();
  #lastDeliveredAt: number | undefined;
  #ledgerCode: ErrorCode | undefined;

  /** Replaces the state with the content of the ledger. */
  init(
    rows: Iterable<UploadRow>,
    { holds, pauses }: Pick<Blockers, 'holds' | 'pauses'>,
    lastDelivered: UploadRow | undefined,
  ): void {
    for (const known of [this.#open, this.#holds, this.#pauses, this.#settling, this.watchStates])
      known.clear();
    for (const row of rows) this.#update(row);
    for (const hold of holds) this.#holds.set(keyOf(hold), hold);
    for (const pause of pauses) this.#pauses.set(pause.watch ?? '', pause);
    if (lastDelivered !== undefined) this.#update(lastDelivered);
  }

  handleEvent(event: EngineEvent): void {
    switch (event.type) {
      case 'upload':
        this.#update(event.row);
        break;
      case 'progress':
        this.#progress.set(event.id, event);
        break;
      case 'watch':
        this.watchStates.set(event.watch, event.state);
        break;
      case 'settling':
        this.#settling.set(event.watch, event.count);
        break;
      case 'hold':
        setOrDelete(this.#holds, keyOf(event.hold), event.hold, event.over);
        break;
      case 'pause':
        setOrDelete(this.#pauses, event.pause.watch ?? '', event.pause, event.over);
        break;
      case 'ledger':
        this.#ledgerCode = event.code;
        break;
      default: // Other events do not change this state.
    }
  }

  get open(): Iterable<UploadRow> {
    return this.#open.values();
  }

  get holds(): readonly Hold[] {
    return [...this.#holds.values()];
  }

  pauseOf(watch: string | undefined): Pause | undefined {
    return this.#pauses.get(watch ?? '');
  }

  lastFileOf(watch: string): { readonly name: string; readonly at: number } | undefined {
    return this.#lastFiles.get(watch);
  }

  /** How many files of a watch are still being written. */
  settlingOf(watch: string): number {
    return this.#settling.get(watch) ?? 0;
  }

  /** How many uploads of a watch, or for a portal, are still to go. */
  countPending(is: (row: UploadRow) => boolean): number {
    return [...this.#open.values()].filter((row) => row.state !== 'failed' && is(row)).length;
  }

  /** @param others facts from outside the engine: the network, the number of watches, why the engine does not run */
  status({ failure, ...others }: StatusContext): AppStatus {
    const pause = this.#pauses.get('');
    return appStatus({
      ...others,
      open: this.#open.values(),
      progress: this.#progress,
      settling: [...this.#settling.values()].reduce((sum, count) => sum + count, 0),
      lastDeliveredAt: this.#lastDeliveredAt,
      pausedUntil: pause === undefined ? undefined : (pause.until ?? Infinity),
      code: failure ?? this.#ledgerCode,
    });
  }

  #update(row: UploadRow): void {
    if (row.state !== 'sending') this.#progress.delete(row.id);
    if ((OPEN_STATES as readonly UploadState[]).includes(row.state)) this.#open.set(row.id, row);
    else this.#open.delete(row.id);
    if (row.deliveredAt === undefined) return;
    this.#lastDeliveredAt = Math.max(this.#lastDeliveredAt ?? 0, row.deliveredAt);
    if (row.watch !== undefined) this.#lastFiles.set(row.watch, { name: row.name, at: row.deliveredAt });
  }
}

function keyOf({ portal, bot, dialog }: Hold): string {
  return JSON.stringify([portal, bot, dialog]);
}

function setOrDelete<V>(map: Map<string, V>, key: string, value: V, isOver: boolean): void {
  if (isOver) map.delete(key);
  else map.set(key, value);
}
