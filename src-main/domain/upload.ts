import type { ErrorCode } from './errors.ts';

/**
 * One file on its way to one dialog.
 *
 *    queued ──claim──▶ sending ──posted──▶ delivered
 *      ▲  ▲              │ │ │
 *      │  │   cut off ◀──┘ │ └──refused──▶ failed ──retry──▶ queued
 *      │  └── or put off ──┤
 *      │     (waiting)   response lost───▶ verifying ──found──▶ delivered
 *      │                                     │  │
 *      └──────────────not found──────────────┘  └─ambiguous─▶ failed
 *
 * `sending` is on disk before the first byte leaves, so an upload found in that state at start-up was cut off
 * and has to be verified in the chat. `settling` waits for a file that changed after it was queued. `skipped` and
 * `cancelled` end a life; only the user takes an upload out of them. `removed`: it was delivered, and its message was
 * taken out of the chat.
 */
export const UPLOAD_STATES = [
  'settling',
  'queued',
  'sending',
  'waiting',
  'verifying',
  'delivered',
  'failed',
  'skipped',
  'cancelled',
  'removed',
] as const;

export type UploadState = (typeof UPLOAD_STATES)[number];

/** What the state machine reads and writes of an upload. Times are wall clock in milliseconds. */
export interface Upload {
  readonly state: UploadState;
  readonly code: ErrorCode | undefined;
  /** Tries that count towards the retry schedule. */
  readonly attempts: number;
  /** `waiting`: when it is due. `verifying`: when the chat is searched for it. */
  readonly nextAt: number | undefined;
}

export type UploadEvent =
  /** An attempt begins: nothing has left yet. */
  | { readonly type: 'claim' }
  | { readonly type: 'posted' }
  /** The request surely did not run; the schedule says when it is tried again. */
  | { readonly type: 'put-off'; readonly code: ErrorCode; readonly until: number; readonly counts: boolean }
  /** We stopped it ourselves before it was complete: back in line as if nothing had been tried. */
  | { readonly type: 'interrupted' }
  | { readonly type: 'refused'; readonly code: ErrorCode }
  /** The request may have run, but its response is lost: the chat is searched for the file from `verifyAt` on. */
  | { readonly type: 'responseLost'; readonly code: ErrorCode; readonly verifyAt: number }
  /** The chat could not be searched now. */
  | { readonly type: 'postponeVerification'; readonly verifyAt: number }
  | { readonly type: 'notFound' }
  | { readonly type: 'found' }
  /** Only the user can tell whether it is there. */
  | { readonly type: 'ambiguous' }
  /** The file is not what it was when it settled; it is looked at again at `until`. */
  | { readonly type: 'changed'; readonly until: number }
  /** It changed once more while we waited for quiet. */
  | { readonly type: 'still-changing'; readonly until: number }
  | { readonly type: 'settled' }
  | { readonly type: 'skip'; readonly code: ErrorCode }
  /** The user or the end of a hold: try now, with a fresh schedule. */
  | { readonly type: 'retry' }
  /** The user says that it is in the chat. */
  | { readonly type: 'confirm' }
  | { readonly type: 'cancel' }
  /** Its message is no longer in the chat; `code` where it was gone before. */
  | { readonly type: 'removed'; readonly code: ErrorCode | undefined };

/** Who asked to remove a message: the user in the window or by command, undo after a drop, or a newer version. */
export const REMOVERS = ['window', 'command', 'undo', 'newer-version'] as const;

export type Remover = (typeof REMOVERS)[number];

/** States from which the program goes on by itself. */
export const PENDING_STATES = ['settling', 'queued', 'sending', 'waiting', 'verifying'] as const;

/** True while the program goes on with the upload by itself. False for `failed`: that waits for the user. */
export function isPending({ state }: Pick<Upload, 'state'>): boolean {
  return PENDING_STATES.some((pending) => pending === state);
}

/** True when nothing is left to do, for the program or the user. False for `failed`: the user may still retry it. */
export function isClosed({ state }: Pick<Upload, 'state'>): boolean {
  return state === 'delivered' || state === 'skipped' || state === 'cancelled' || state === 'removed';
}

const NOT_BEGUN: readonly UploadState[] = ['settling', 'queued', 'waiting'];

/** The next state, or `undefined` where the event has no meaning in this one. Total over states and events. */
export function step(upload: Upload, event: UploadEvent): Upload | undefined {
  const { state, attempts } = upload;
  const is = (...states: readonly UploadState[]) => states.includes(state);
  const to = (next: UploadState, rest: Partial<Upload> = {}): Upload => ({
    state: next,
    code: undefined,
    attempts,
    nextAt: undefined,
    ...rest,
  });

  switch (event.type) {
    case 'claim':
      return is('queued', 'waiting') ? to('sending', { attempts: attempts + 1 }) : undefined;
    case 'posted':
      return is('sending') ? to('delivered') : undefined;
    case 'put-off':
      if (!is('sending', 'queued', 'waiting')) return undefined;
      return to('waiting', {
        code: event.code,
        nextAt: event.until,
        attempts: is('sending') && !event.counts ? attempts - 1 : attempts,
      });
    case 'interrupted':
      return is('sending') ? to('queued', { attempts: attempts - 1 }) : undefined;
    case 'refused':
      return is('sending', 'queued', 'waiting', 'settling') ? to('failed', { code: event.code }) : undefined;
    case 'responseLost':
      return is('sending') ? to('verifying', { code: event.code, nextAt: event.verifyAt }) : undefined;
    case 'postponeVerification':
      return is('verifying') ? { ...upload, nextAt: event.verifyAt } : undefined;
    case 'notFound':
      return is('verifying') ? to('queued') : undefined;
    case 'found':
      return is('verifying') ? to('delivered') : undefined;
    case 'ambiguous':
      return is('verifying') ? to('failed', { code: 'delivery.undecided' }) : undefined;
    case 'changed':
      if (!is('sending', 'queued', 'waiting')) return undefined;
      return to('settling', {
        code: 'file.changed',
        nextAt: event.until,
        attempts: is('sending') ? attempts - 1 : attempts,
      });
    case 'still-changing':
      return is('settling') ? { ...upload, nextAt: event.until } : undefined;
    case 'settled':
      return is('settling') ? to('queued') : undefined;
    case 'skip':
      return is(...NOT_BEGUN, 'sending') ? to('skipped', { code: event.code }) : undefined;
    case 'retry':
      return is('waiting', 'failed', 'skipped', 'cancelled') ? to('queued', { attempts: 0 }) : undefined;
    case 'confirm':
      return is('failed') && upload.code === 'delivery.undecided' ? to('delivered') : undefined;
    case 'cancel':
      return is(...NOT_BEGUN, 'failed') ? to('cancelled') : undefined;
    case 'removed':
      return is('delivered') ? to('removed', { code: event.code }) : undefined;
  }
}
