import type { ErrorCode } from '#domain/errors.ts';
import type { WatchState } from '#domain/watch.ts';
import type { EventSourceStatus } from './events/fs-events.ts';

/** The facts from which the state of a watch follows. */
export interface WatchConditions {
  readonly isForbidden: boolean;
  /** Where the folder leads now, when that is not its pinned place. */
  readonly redirectedTo: string | undefined;
  readonly isStopped: boolean;
  readonly unrecorded: ErrorCode | undefined;
  readonly absent: Extract<WatchState, { type: 'absent' }> | undefined;
  readonly isFirstScanDone: boolean;
  readonly eventSource: EventSourceStatus;
}

/** The worst state wins. */
export function watchStateOf(conditions: WatchConditions): WatchState {
  if (conditions.isForbidden) return { type: 'refused', code: 'folder.forbidden' };
  if (conditions.isStopped) return { type: 'stopped' };
  if (conditions.redirectedTo !== undefined) {
    return { type: 'refused', code: 'folder.redirected', place: conditions.redirectedTo };
  }
  if (conditions.unrecorded !== undefined) return { type: 'unrecorded', code: conditions.unrecorded };
  if (conditions.absent !== undefined) return conditions.absent;
  if (!conditions.isFirstScanDone) return { type: 'starting' };
  switch (conditions.eventSource) {
    case 'starting':
      return { type: 'starting' };
    case 'on':
      return { type: 'watching' };
    case 'exhausted':
      return { type: 'scanning', code: 'watcher.exhausted' };
    case 'off':
    case 'lost':
      return { type: 'scanning', code: undefined };
  }
}
