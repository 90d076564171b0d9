import { lookup } from 'node:dns/promises';
import { z } from 'zod';

import { isLoopback } from '#domain/address.ts';
import { AppError, type ErrorCode } from '#domain/errors.ts';

import { expectResult, id, listOf } from '../client/fields.ts';
import type { RestClient } from '../client/rest-client.ts';
import { connectionError } from '../http/transport-error.ts';

/** What is looked at, in this order. */
export const VERDICT_IDS = [
  'url',
  'dns',
  'proxy',
  'tcp',
  'tls',
  'credentials',
  'plan',
  'scope-imbot',
  'imbot-v2',
  'scope-im',
] as const;

export type VerdictId = (typeof VERDICT_IDS)[number];

/** One line of the check. `optional-missing` costs comfort, not deliveries. */
export interface Verdict {
  readonly id: VerdictId;
  readonly state: 'ok' | 'failed' | 'skipped' | 'optional-missing';
  readonly code?: ErrorCode;
  /** For `portal.moved`: where to. */
  readonly host?: string;
  /** Wall clock in ms at which it is worth asking again, where the portal said so. */
  readonly until?: number;
}

export interface CheckDeps {
  /** `https://portal.example` */
  readonly origin: string;
  readonly rest: RestClient;
  readonly throughProxy: boolean;
  readonly signal: AbortSignal;
}

/** Findings so far; what is missing in the end was not got to. */
type Findings = Map<VerdictId, Omit<Verdict, 'id'>>;

const OK = { state: 'ok' } as const;

/**
 * Finds out what works between here and a portal's chats, stopping where going on makes no sense. Costs at
 * most three requests. Never throws for what it finds.
 */
export async function checkConnection(parts: CheckDeps): Promise<readonly Verdict[]> {
  const findings: Findings = new Map([['url', OK]]);
  try {
    await checkName(parts, findings);
    if (await checkProfile(parts, findings)) await checkScopes(parts, findings);
  } catch (thrown) {
    if (!(thrown instanceof CheckEnded)) throw thrown;
  }
  return VERDICT_IDS.map((verdict) => ({ id: verdict, ...(findings.get(verdict) ?? { state: 'skipped' }) }));
}

/** The verdicts for an address that cannot be used at all. */
export function verdictsForBadUrl(): readonly Verdict[] {
  return VERDICT_IDS.map((verdict) =>
    verdict === 'url'
      ? { id: verdict, state: 'failed', code: 'config.invalid' }
      : { id: verdict, state: 'skipped' },
  );
}

/** True when uploads will work. */
export function isUsable(verdicts: readonly Verdict[]): boolean {
  return verdicts.every(({ state }) => state !== 'failed');
}

/** A finding after which the rest cannot be asked. */
class CheckEnded extends Error {
  override readonly name = 'CheckEnded';
}

async function checkName({ origin, throughProxy }: CheckDeps, findings: Findings): Promise<void> {
  const { hostname } = new URL(origin);
  // With a proxy it is the proxy that looks names up.
  if (throughProxy || isLoopback(hostname)) return;
  try {
    await lookup(hostname.replace(/^\[|\]$/g, ''));
    findings.set('dns', OK);
  } catch (cause) {
    stopWith(findings, 'dns', connectionError(cause, throughProxy));
  }
}

/** `profile` needs no scope: what fails here is the way, the credentials or the plan. */
async function checkProfile(parts: CheckDeps, findings: Findings): Promise<boolean> {
  try {
    expectResult(
      'profile',
      z.object({ ID: id }),
      await parts.rest.call('profile', {}, { signal: parts.signal }),
    );
  } catch (thrown) {
    const error = AppError.from(thrown);
    const failed = stageOf(error.code);
    markReached(parts, findings, failed);
    stopWith(findings, failed, error);
  }
  markReached(parts, findings, undefined);
  findings.set('credentials', OK);
  findings.set('plan', OK);
  return true;
}

async function checkScopes({ rest, signal }: CheckDeps, findings: Findings): Promise<void> {
  try {
    const scopes = expectResult('scope', listOf(z.string()), await rest.call('scope', {}, { signal }));
    findings.set('scope-imbot', scopes.includes('imbot') ? OK : { state: 'failed', code: 'portal.scope' });
    findings.set(
      'scope-im',
      scopes.includes('im') ? OK : { state: 'optional-missing', code: 'portal.scope' },
    );
  } catch (thrown) {
    stopWith(findings, 'scope-imbot', AppError.from(thrown));
  }
  if (findings.get('scope-imbot')?.state !== 'ok') return;
  try {
    await rest.call('imbot.v2.Revision.get', {}, { signal });
    findings.set('imbot-v2', OK);
  } catch (thrown) {
    stopWith(findings, 'imbot-v2', AppError.from(thrown));
  }
}

/** The host answers, and neither takes nor refuses the credentials. */
const SAY_NOTHING_OF_CREDENTIALS: ReadonlySet<ErrorCode> = new Set([
  'portal.rate-limited',
  'portal.method-limited',
  'portal.overloaded',
  'portal.auth-server',
  'portal.busy',
  'portal.internal',
  'portal.not-answering',
]);

/** Which line a failure of the first request belongs to. */
function stageOf(code: ErrorCode): VerdictId {
  if (code === 'network.proxy') return 'proxy';
  if (code === 'network.tls') return 'tls';
  if (code === 'portal.plan') return 'plan';
  if (code === 'portal.moved') return 'url';
  return code.startsWith('network.') || SAY_NOTHING_OF_CREDENTIALS.has(code) ? 'tcp' : 'credentials';
}

/** Whatever lies before the line that failed on the way to the portal has worked. */
function markReached(
  { origin, throughProxy }: CheckDeps,
  findings: Findings,
  failed: VerdictId | undefined,
): void {
  const way: VerdictId[] = ['proxy', 'tcp', 'tls'];
  for (const stage of way) {
    if (stage === failed) return;
    const isPassed = (stage !== 'proxy' || throughProxy) && (stage !== 'tls' || origin.startsWith('https:'));
    if (isPassed) findings.set(stage, OK);
  }
  if (failed === 'plan') findings.set('credentials', OK);
}

function stopWith(findings: Findings, verdict: VerdictId, error: AppError): never {
  findings.set(verdict, {
    state: 'failed',
    code: error.code,
    ...(error.host === undefined ? {} : { host: error.host }),
    ...(error.until === undefined ? {} : { until: error.until }),
  });
  throw new CheckEnded();
}
