import type { WatchSpec } from '#domain/watch.ts';
import type { WorkingHours } from '#domain/working-hours.ts';

/** How a portal lets us in. Secrets live here in clear only while the program runs. */
export type Credentials =
  | { readonly type: 'webhook'; readonly url: string }
  | {
      readonly type: 'oauth';
      /** Host of the portal, with a port where it has one. */
      readonly domain: string;
      readonly clientId: string;
      readonly clientSecret: string;
    };

export interface PortalSpec {
  readonly name: string;
  readonly credentials: Credentials;
  /** Bytes; larger files never leave the disk. */
  readonly maxFileBytes: number;
  /** `http://user:password@host:port`, or `none`; where it is undefined the environment decides. */
  readonly proxy?: string | undefined;
}

export interface BotSpec {
  readonly name: string;
  readonly portal: string;
  readonly botId: number;
  /** Undefined with OAuth, where the app itself owns the bot. */
  readonly botToken: string | undefined;
}

export interface DeliverySpec {
  /** Dialogs of one portal that are served at the same time. */
  readonly perPortal: number;
  /** Leaky bucket: requests a second; `Infinity` for none. */
  readonly requestsPerSecond: number;
  /** Leaky bucket: requests that may go out at once. */
  readonly burst: number;
  /** How long after an unseen answer the chat is looked at; a portal may work for 60 s on a request. */
  readonly verifyAfterMs: number;
  /** First step of the retry schedule; the others grow with it. */
  readonly retryBaseMs: number;
  /** When files of watches are sent; always where there are none. Files sent by hand go out at any time. */
  readonly workingHours?: WorkingHours | undefined;
  /** Of all uploads together, on the line; 0 or undefined for no cap, else at least `MIN_BYTES_PER_SECOND`. */
  readonly bytesPerSecond?: number | undefined;
}

/** What a policy forbids to post, whoever asks for it: a watch, a drop, a command, an upload of last week. */
export interface PostRules {
  /** Lower case, without the dot. */
  readonly forbiddenExtensions: readonly string[];
  /** By name of the portal: the only dialogs. A portal that is not in it has no such limit. */
  readonly dialogs: Readonly<Record<string, readonly string[]>>;
}

/** How much of the history is kept. What has not ended, and what needs the user, always is. */
export interface Retention {
  /** `Infinity` for all. */
  readonly days: number;
  /** Ended uploads; `Infinity` for all. */
  readonly rows: number;
}

export const DEFAULT_RETENTION: Retention = { days: 90, rows: 20_000 };

/** Everything the engine is told; the hosts (command, desktop) make it from their own settings. */
export interface EngineConfig {
  readonly portals: readonly PortalSpec[];
  readonly bots: readonly BotSpec[];
  readonly watches: readonly WatchSpec[];
  readonly delivery: DeliverySpec;
  /** `DEFAULT_RETENTION` where it says nothing. */
  readonly retention?: Retention | undefined;
  /** What a policy forbids; asked before every post. */
  readonly rules?: PostRules | undefined;
  /** Absolute; holds the ledger and its lock. On a local disk, and inside no watched folder. */
  readonly dataDir: string;
}
