import { AppError } from '#domain/errors.ts';
import { checkConnection, isUsable } from '#bitrix24/admin/connection-check.ts';
import type { EngineConfig } from '#config/engine-config.ts';
import type { OpenPortal } from '#bitrix24/portals.ts';
import { explanation, VERDICT_NAMES } from '../report/verdict-line.ts';
import { withPortals } from '../with-portal.ts';
import { reasonOf } from '../wording.ts';
import { failed, ok, warning, type Finding } from './finding.ts';

/** A clock that is further off confuses working hours, the history and OAuth. */
const TOLERATED_SKEW_MS = 60_000;

/** What works between here and every portal, and whether its clock and ours agree. */
export async function examinePortals(config: EngineConfig): Promise<readonly Finding[]> {
  return await withPortals(config, async (portals, signal) => {
    const findings: Finding[] = [];
    for (const [name, portal] of portals) {
      const verdicts = await checkConnection({ ...portal, signal });
      const looked = verdicts.filter(({ state }) => state !== 'skipped');
      for (const verdict of looked) {
        const what = `${name}: ${VERDICT_NAMES[verdict.id]}`;
        findings.push({ what, state: STATES[verdict.state], words: explanation(verdict) });
      }
      if (isUsable(verdicts)) findings.push(await examineClock(`${name}: clock`, portal, signal));
    }
    return findings;
  });
}

const STATES = { ok: 'ok', skipped: 'ok', failed: 'failed', 'optional-missing': 'warning' } as const;

async function examineClock(what: string, { rest }: OpenPortal, signal: AbortSignal): Promise<Finding> {
  try {
    const before = Date.now();
    const time = Date.parse(String(await rest.call('server.time', {}, { signal })));
    return clockFinding(what, time - (before + Date.now()) / 2);
  } catch (thrown) {
    return failed(what, reasonOf(AppError.from(thrown).code));
  }
}

/** @param skewMs how much the portal is ahead of us; `NaN` when it did not tell the time */
export function clockFinding(what: string, skewMs: number): Finding {
  if (Number.isNaN(skewMs))
    return warning(what, 'the portal did not tell its time: compare the clock by hand');
  if (Math.abs(skewMs) <= TOLERATED_SKEW_MS) return ok(what, 'agrees with the portal');
  const direction = skewMs > 0 ? 'behind' : 'ahead of';
  const seconds = Math.round(Math.abs(skewMs) / 1000);
  return warning(what, `${seconds} s ${direction} the portal: set this machine's clock, best by NTP`);
}
