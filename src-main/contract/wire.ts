import type { ErrorCode } from '#domain/errors.ts';

/** What a window asks: one call, by room and name. */
export interface CallMessage {
  readonly room: string;
  readonly name: string;
  readonly input?: unknown;
}

/** What main tells the windows. */
export interface NoticeMessage {
  readonly room: string;
  readonly name: string;
  readonly payload: unknown;
}

/** A failure as a window learns of it: never a text, a stack or a path. */
export interface Failure {
  readonly code: ErrorCode;
  /** Wall clock in milliseconds at which it will work again, where that is known. */
  readonly until?: number;
  /** For `portal.moved`: the host the portal points to. */
  readonly host?: string;
}

/** Every call is answered with one of these; a rejection across processes would keep its text alone. */
export type Reply =
  { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: Failure };

/** What the preload script gives the page, as `window.chatdrop`. It holds no power beyond these functions. */
export interface Bridge {
  call(message: CallMessage): Promise<Reply>;
  /** Tells the listener every notice; returns the way to stop. */
  listen(listener: (notice: NoticeMessage) => void): () => void;
  /**
   * Hands over `File` objects of a drop or a paste. Their paths go to main directly, never to the page; the reply
   * holds a `Drop`.
   */
  drop(files: readonly unknown[]): Promise<Reply>;
}
