/**
 * What has to happen after a failure.
 *
 * - `retry`: the request surely did not run; try again on the schedule of `backoff.ts`.
 * - `retry-few`: like `retry`, but the user is asked after three tries (Drive trouble seldom heals by itself).
 * - `wait`: nothing is wrong; go on at a time the portal names, or when the network is back. Burns no attempt.
 * - `refresh`: the access token is old; get a new one and ask once more.
 * - `verify`: the request may have run; look into the chat before anything is sent again.
 * - `settle`: the file is still changing; wait until it is quiet, then send it.
 * - `ask-user`: only the user can mend it; everything in `scope` waits meanwhile.
 * - `give-up`: this file can never be sent this way.
 */
export type Remedy =
  'retry' | 'retry-few' | 'wait' | 'refresh' | 'verify' | 'settle' | 'ask-user' | 'give-up';

/** What a failure concerns, and therefore what must wait while it lasts. */
export type Scope = 'upload' | 'dialog' | 'bot' | 'portal' | 'app';

interface Treatment {
  readonly remedy: Remedy;
  readonly scope: Scope;
}

const treat = <R extends Remedy, S extends Scope>(remedy: R, scope: S) => ({ remedy, scope }) as const;

/** Every failure the program knows, and how each is treated. The one table that queue and windows read. */
const TREATMENTS = {
  'network.offline': treat('wait', 'portal'), // no route, no DNS answer: the portal was not reached
  'network.refused': treat('wait', 'portal'), // reached the host, nobody listens: nothing ran, no attempt is burnt
  'network.tls': treat('ask-user', 'portal'),
  'network.proxy': treat('ask-user', 'portal'), // the proxy refuses us or wants other credentials
  'network.interrupted': treat('retry', 'upload'), // cut off before the body was complete
  'network.unanswered': treat('verify', 'upload'), // body complete, no usable answer seen
  'network.damaged': treat('retry', 'upload'), // the body arrived damaged: the portal found no credentials in it

  'portal.rate-limited': treat('wait', 'portal'), // QUERY_LIMIT_EXCEEDED
  'portal.method-limited': treat('wait', 'portal'), // OPERATION_TIME_LIMIT, until operating_reset_at
  'portal.overloaded': treat('ask-user', 'portal'), // OVERLOAD_LIMIT: blocked by hand
  'portal.internal': treat('verify', 'upload'), // INTERNAL_SERVER_ERROR and kin
  'portal.not-answering': treat('retry', 'upload'), // a question got no usable answer
  'portal.auth-server': treat('wait', 'portal'), // CONNECTION_ERROR: the portal cannot reach its own sign-in server
  'portal.unfinished': treat('wait', 'upload'), // MESSAGE_DUPLICATED_BY_UUID: the same call is still under way
  'portal.busy': treat('retry', 'upload'), // REST_SERVER_NOT_FOUND and kin: refused before it ran
  'portal.token-expired': treat('refresh', 'portal'),
  'portal.sign-in-again': treat('ask-user', 'portal'), // refresh token dead, app removed
  'portal.credentials': treat('ask-user', 'portal'), // webhook deleted or expired, user dismissed
  'portal.scope': treat('ask-user', 'portal'), // insufficient_scope
  'portal.not-allowed': treat('ask-user', 'portal'), // user_access_error, METHOD_CONFIRM_*
  'portal.plan': treat('ask-user', 'portal'), // REST is not in the portal's plan
  'portal.closed': treat('ask-user', 'portal'), // PORTAL_DELETED
  'portal.moved': treat('ask-user', 'portal'), // redirect to another host
  'portal.too-old': treat('ask-user', 'portal'), // ERROR_METHOD_NOT_FOUND
  'portal.https-required': treat('ask-user', 'portal'), // INVALID_REQUEST
  'portal.body-limit': treat('give-up', 'upload'), // 413: the server's own body limit

  'bot.token-missing': treat('ask-user', 'bot'),
  'bot.unknown': treat('ask-user', 'bot'),
  'bot.not-ours': treat('ask-user', 'bot'),
  'bot.taken': treat('ask-user', 'bot'), // the code belongs to somebody else's bot
  'bot.limit': treat('ask-user', 'bot'), // 100 bots an application
  'bot.refused': treat('ask-user', 'bot'), // what was asked for the bot is not allowed

  'dialog.access-denied': treat('ask-user', 'dialog'), // the bot is not in the chat or may not post
  'dialog.unknown': treat('ask-user', 'dialog'), // CHAT_NOT_FOUND

  'drive.folder': treat('retry-few', 'upload'),
  'drive.storage': treat('retry-few', 'upload'),
  'drive.send-failed': treat('retry-few', 'upload'), // stored, but the message was not posted

  'delivery.undecided': treat('ask-user', 'upload'), // nobody but the user can tell whether it arrived
  'delivery.lookalike': treat('wait', 'upload'), // one of the same name and size may have arrived: look first
  'delivery.paused': treat('wait', 'app'), // by the user
  'delivery.closed': treat('wait', 'app'), // outside the working hours
  'delivery.capped': treat('wait', 'app'), // the watch has sent what it may in a minute
  'request.refused': treat('give-up', 'upload'), // ERROR_ARGUMENT, a code we do not know

  'file.empty': treat('give-up', 'upload'),
  'file.too-small': treat('give-up', 'upload'), // below the watch's lower limit
  'file.too-large': treat('give-up', 'upload'),
  'file.content': treat('give-up', 'upload'), // FILE_INVALID_CONTENT
  'file.vanished': treat('give-up', 'upload'),
  'file.changed': treat('settle', 'upload'), // changed while it was read
  'file.unreadable': treat('wait', 'upload'), // locked or not permitted: tried again, others go on
  'file.link': treat('give-up', 'upload'), // a symbolic link or junction
  'file.special': treat('give-up', 'upload'), // FIFO, socket, device
  'file.document': treat('give-up', 'upload'), // a folder that is one document, such as Report.pages
  'file.outside': treat('give-up', 'upload'), // leads out of the watched folder
  'file.not-allowed': treat('give-up', 'upload'), // the machine's policy forbids it
  'file.already-sent': treat('give-up', 'upload'), // same name and content, same dialog, last 30 days
  'file.changed-after-delivery': treat('give-up', 'upload'), // the watch ignores changed files
  'file.grown-after-delivery': treat('give-up', 'upload'), // … and it went on growing: the quiet time is too short
  'file.name-reused': treat('ask-user', 'upload'), // another document or an edit: only the user can tell
  'file.old': treat('ask-user', 'upload'), // one of many files at once that are older than their watch
  'file.change-ignored': treat('give-up', 'upload'), // the same for a file that was never delivered

  'after.changed': treat('give-up', 'upload'), // delivered, then changed: not moved, not thrown away
  'after.refused': treat('wait', 'upload'), // delivered, but the system does not let us move it
  'after.other-drive': treat('give-up', 'upload'), // delivered, but its new place is on another drive

  'message.none': treat('give-up', 'upload'), // nothing of it is in the chat that could be removed
  'message.gone': treat('give-up', 'upload'), // it was removed from the chat before
  'message.not-removed': treat('give-up', 'upload'), // the portal keeps it: not the bot's own, or no right to

  'ledger.full': treat('wait', 'app'), // disk full: what cannot be recorded is not sent
  'ledger.damaged': treat('ask-user', 'app'),
  'ledger.unsuited': treat('ask-user', 'app'), // the drive lacks what SQLite needs, or is read-only
  'ledger.too-new': treat('ask-user', 'app'),
  'ledger.in-use': treat('ask-user', 'app'), // another process owns the data folder
  'folder.missing': treat('wait', 'app'),
  'folder.redirected': treat('ask-user', 'app'), // swapped for a link, or another target of a link
  'drive.unresponsive': treat('wait', 'app'), // a call to it was given up: asked again when it has returned
  'folder.forbidden': treat('ask-user', 'app'), // `/`, the home folder itself, `~/.ssh`, …
  'watcher.exhausted': treat('wait', 'app'), // inotify watches or handles used up: scans go on
  'config.invalid': treat('ask-user', 'app'),
  'policy.forbidden': treat('ask-user', 'app'), // the machine's policy does not allow this portal or watch
  'secret.missing': treat('ask-user', 'app'),
  'secret.readable': treat('ask-user', 'app'), // others than its owner may read the secrets file
  'write.failed': treat('ask-user', 'app'), // settings, secrets, an export: the old content is still there
  internal: treat('give-up', 'upload'),
} as const satisfies Record<string, Treatment>;

export type ErrorCode = keyof typeof TREATMENTS;

export const ERROR_CODES = Object.keys(TREATMENTS) as readonly ErrorCode[];

/** How a failure with this code is treated, and what it concerns. */
export function treatmentOf(code: ErrorCode): Treatment {
  return TREATMENTS[code];
}

/** True for text read back from the ledger that is a code this version knows. */
export function isErrorCode(text: string): text is ErrorCode {
  return Object.hasOwn(TREATMENTS, text);
}

export interface ErrorDetails {
  readonly cause?: unknown;
  /** Wall clock in milliseconds at which the thing that refused will work again, where it said so. */
  readonly until?: number;
  /** What the other side called it: a REST code, an `errno`, an HTTP status. Never a URL, never a body. */
  readonly origin?: string;
  /** For `portal.moved`: the host the portal points to. */
  readonly host?: string;
}

/** A failure we foresaw. `message` is for the log; people read words made from `code`. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly until: number | undefined;
  readonly origin: string | undefined;
  readonly host: string | undefined;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.until = details.until;
    this.origin = details.origin;
    this.host = details.host;
  }

  get remedy(): Remedy {
    return TREATMENTS[this.code].remedy;
  }

  get scope(): Scope {
    return TREATMENTS[this.code].scope;
  }

  /** What we did not foresee becomes `internal`. Its own text may hold a secret, so only `cause` keeps it. */
  static from(thrown: unknown): AppError {
    return thrown instanceof AppError
      ? thrown
      : new AppError('internal', 'unforeseen failure', { cause: thrown });
  }
}
