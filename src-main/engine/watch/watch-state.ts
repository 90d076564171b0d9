import type { ErrorCode } from '#domain/errors.ts';
import type { WatchState } from '#domain/watch.ts';
import type { Listening } from './listener.ts';

/** Everything that makes up how a watch is doing. */
export interface Condition {
  readonly isForbidden: boolean;
  readonly isStopped: boolean;
  readonly unrecorded: ErrorCode | undefined;
  readonly absent: Extract<WatchState, { type: 'absent' }> | undefined;
  readonly isFirstLookDone: boolean;
  readonly listening: Listening;
}

/** The one state that is shown. */
export function watchStateOf(condition: Condition): WatchState {
  if (condition.isForbidden) return { type: 'refused', code: 'folder.forbidden' };
  if (condition.isStopped) return { type: 'stopped' };
  if (condition.unrecorded !== undefined) return { type: 'unrecorded', code: condition.unrecorded };
  if (condition.absent !== undefined) return condition.absent;
  if (!condition.isFirstLookDone) return { type: 'starting' };
  switch (condition.listening) {
    case 'starting':
      return { type: 'starting' };
    case 'on':
      return { type: 'watching' };
    case 'exhausted':
      return { type: 'scanning', code: 'watcher.exhausted' };
    case 'off':
    case 'deaf':
    case 'lost':
      return { type: 'scanning', code: undefined };
  }
}
