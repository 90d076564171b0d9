import type { CheckId, Verdict } from '#contract/portals.ts';
import { treatmentOf, type ErrorCode } from '#domain/errors.ts';
import type { Verdict as Finding, VerdictId } from '#bitrix24/admin/connection-check.ts';

const IDS: Readonly<Record<VerdictId, CheckId>> = {
  url: 'url',
  dns: 'dns',
  proxy: 'proxy',
  tcp: 'tcp',
  tls: 'tls',
  credentials: 'credentials',
  plan: 'plan',
  'scope-imbot': 'imbot',
  'imbot-v2': 'imbot-v2',
  'scope-im': 'im',
};

/** Converts a result of the connection check for the windows. */
export function toVerdict({ id, state, code }: Finding): Verdict {
  return { id: IDS[id], state, code };
}

/** The first error that needs the user and so prevents saving the portal. */
export function blockingCode(verdicts: readonly Verdict[]): ErrorCode | undefined {
  const failed = verdicts.find(({ state, code }) => state === 'failed' && code !== undefined);
  return failed?.code !== undefined && treatmentOf(failed.code).remedy === 'ask-user'
    ? failed.code
    : undefined;
}
