import type { Content } from '../request/content-store.ts';
import type { Params } from '../request/params.ts';
import type { PortalStore } from '../store/portal.ts';

export type RestScope = 'imbot' | 'im';

/** On whose behalf a call is made. */
export interface Caller {
  readonly userId: number;
  /** The app's client id; undefined for a webhook. */
  readonly clientId: string | undefined;
  readonly scopes: readonly string[];
}

export interface Call {
  readonly caller: Caller;
  readonly params: Params;
  /** What came as `fields.content`; a method that keeps it takes it over. */
  readonly content: Content;
  readonly store: PortalStore;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** True: a file is stored, but its message fails. */
  readonly isSendBroken: boolean;
  /** Makes the one-time address of a file. */
  readonly linkTo: (fileId: number) => string;
}

export interface Method {
  /** The scope a caller must have; none for the basic methods. */
  readonly scope?: RestScope;
  /** The value of `result`. Throws a `Refusal`. Synchronous: nothing comes between its checks and its changes. */
  readonly run: (call: Call) => unknown;
}

/** Methods by their documented names. */
export type Methods = Readonly<Record<string, Method>>;
