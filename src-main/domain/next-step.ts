import { backoff, FEW_ATTEMPTS, MAX_ATTEMPTS } from './backoff.ts';
import type { AppError, ErrorCode, Scope } from './errors.ts';
import type { Upload, UploadEvent } from './upload.ts';

/** What must wait besides the upload itself, and until when; undefined `until`: until the user has mended it. */
export interface HoldDecision {
  readonly scope: Extract<Scope, 'portal' | 'bot' | 'dialog'>;
  readonly code: ErrorCode;
  readonly until: number | undefined;
}

export interface Decision {
  /** Undefined where the upload stays as it is. */
  readonly event: UploadEvent | undefined;
  readonly hold?: HoldDecision;
}

/** What a decision depends on besides the error. Times are wall clock in milliseconds. */
export interface DecisionContext {
  readonly now: number;
  readonly upload: Upload & { readonly queuedAt: number };
  readonly retryBaseMs: number;
  readonly verifyAfterMs: number;
  /** How often in a row the portal has made us wait. */
  readonly portalWaits: number;
  /** How long a file that changed must be quiet. */
  readonly quietMs: number;
  /** 0 to 1. */
  readonly random: number;
}

/** A file that cannot be opened is tried this often at first … */
const LOCKED_SOON_MS = 2_000;
/** … for this long … */
const LOCKED_SOON_FOR_MS = 60_000;
/** … and then this often (ownCloud re-checks locked files every 20 s) … */
const LOCKED_LATER_MS = 20_000;
/** … until the user is asked. */
const LOCKED_GIVE_UP_MS = 24 * 3_600_000;

/** A file whose drive is away is looked for this often, for ever; no other file waits longer. */
export const MAX_FILE_RETRY_MS = 60_000;

/** A portal that is still working on a message needs up to an hour (fact 11). */
const UNFINISHED_AGAIN_MS = 600_000;

/** Longest wait for a portal that cannot be reached, in steps of the retry base: 5 minutes. */
const PORTAL_WAIT_STEPS = 60;

/** What becomes of an upload whose attempt failed, and what else waits. */
export function nextStep(error: AppError, at: DecisionContext): Decision {
  const { code, remedy, scope } = error;
  const claimed = at.upload.state === 'sending';

  switch (remedy) {
    case 'retry':
      return retryOrAsk(code, at, MAX_ATTEMPTS);
    case 'retry-few':
      return retryOrAsk(code, at, FEW_ATTEMPTS);
    case 'wait': {
      if (code === 'folder.missing' || code === 'drive.unresponsive') {
        return { event: { type: 'put-off', code, until: at.now + MAX_FILE_RETRY_MS, counts: false } };
      }
      if (code === 'portal.unfinished') {
        return { event: { type: 'put-off', code, until: at.now + UNFINISHED_AGAIN_MS, counts: false } };
      }
      if (scope === 'upload') return waitForFile(code, at);
      const until = error.until ?? at.now + portalWaitMs(at);
      return {
        event: claimed ? { type: 'interrupted' } : undefined,
        hold: { scope: 'portal', code, until },
      };
    }
    case 'verify':
      return { event: { type: 'responseLost', code, verifyAt: at.now + at.verifyAfterMs } };
    case 'settle':
      return { event: { type: 'changed', until: at.now + at.quietMs } };
    case 'give-up':
      return { event: code === 'file.vanished' ? { type: 'skip', code } : { type: 'refused', code } };
    case 'refresh':
    case 'ask-user':
      if (scope === 'upload' || scope === 'app') return { event: { type: 'refused', code } };
      return { event: { type: 'refused', code }, hold: { scope, code, until: undefined } };
  }
}

function retryOrAsk(code: ErrorCode, at: DecisionContext, most: number): Decision {
  const { attempts, state } = at.upload;
  // An attempt that was never claimed has not been counted yet.
  const tried = state === 'sending' ? attempts : attempts + 1;
  if (tried > most) return { event: { type: 'refused', code } };
  const until = at.now + backoff(tried, at.retryBaseMs, at.random);
  return { event: { type: 'put-off', code, until, counts: true } };
}

function waitForFile(code: ErrorCode, at: DecisionContext): Decision {
  const age = at.now - at.upload.queuedAt;
  if (age > LOCKED_GIVE_UP_MS) return { event: { type: 'refused', code } };
  const delay = age < LOCKED_SOON_FOR_MS ? LOCKED_SOON_MS : LOCKED_LATER_MS;
  return { event: { type: 'put-off', code, until: at.now + delay, counts: false } };
}

/** The longest wait for a portal that cannot be reached, in milliseconds. */
export function maxPortalWaitMs(retryBaseMs: number): number {
  return retryBaseMs * PORTAL_WAIT_STEPS * 1.2;
}

function portalWaitMs(at: DecisionContext): number {
  const steps = Math.min(2 ** at.portalWaits, PORTAL_WAIT_STEPS);
  return Math.round(at.retryBaseMs * steps * (0.8 + 0.4 * at.random));
}
