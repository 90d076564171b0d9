import type { Agent, IncomingHttpHeaders } from 'node:http';
import type { SecureContext } from 'node:tls';

import type { Timeouts } from './timeouts.ts';

/** Takes the chunks of a body. */
export interface BodySink {
  /** Resolves when the system has taken the chunk over, so that its buffer may be used again. */
  write(chunk: Uint8Array): Promise<void>;
  /** Waits for our own bandwidth limit; no time limit of the request counts that time. */
  pauseUntil(released: Promise<void>): Promise<void>;
}

/** A body whose length is known before its content. */
export interface RequestBody {
  readonly contentType: string;
  readonly length: number;
  /** Writes exactly `length` bytes; rejects to break the request off before its end. */
  send(sink: BodySink): Promise<void>;
}

export interface HttpCall {
  readonly method: 'GET' | 'POST';
  /** May hold a secret in its path: never part of an outcome. */
  readonly url: URL;
  readonly body: RequestBody | undefined;
  readonly agent: Agent;
  /** The answer counts only if nothing else comes with it. */
  readonly mustBeAlone?: boolean;
  readonly secureContext?: SecureContext | undefined;
  readonly userAgent: string;
  readonly timeouts: Timeouts;
  readonly signal: AbortSignal;
}

/** How far one request came. */
export type HttpOutcome =
  | {
      readonly type: 'answered';
      readonly status: number;
      readonly headers: IncomingHttpHeaders;
      readonly text: string;
      /** False when the answer came while the body was still being sent, which then was not sent to its end. */
      readonly bodyComplete: boolean;
    }
  /** No connection: nothing has been sent. */
  | { readonly type: 'not-connected'; readonly cause: unknown }
  /** The body was not sent to its end, so nobody can have read it as JSON. */
  | { readonly type: 'broke-off'; readonly cause: unknown }
  /** The body was handed over to its last byte; whether anybody acted on it is open. */
  | {
      readonly type: 'unanswered';
      readonly cause: unknown;
      readonly status: number | undefined;
      /** The connection had served before: the other side may simply have closed it meanwhile. */
      readonly reusedSocket: boolean;
    };

/** Why we ourselves ended a request. */
export class CutOff extends Error {
  override readonly name = 'CutOff';
  readonly reason: 'connect' | 'answer' | 'body-gap' | 'stall' | 'deadline' | 'answer-too-long';

  constructor(reason: CutOff['reason']) {
    super(`request ended by us: ${reason}`);
    this.reason = reason;
  }
}
