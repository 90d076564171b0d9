import type { Verdict, VerdictId } from '#engine/bitrix24/connection-check.ts';
import { formatMoment, visible } from '../format.ts';
import { reasonOf } from '../wording.ts';

export const VERDICT_NAMES: Readonly<Record<VerdictId, string>> = {
  url: 'address',
  dns: 'name lookup',
  proxy: 'proxy',
  tcp: 'connection',
  tls: 'certificate',
  credentials: 'credentials',
  plan: 'plan',
  'scope-imbot': 'scope imbot',
  'imbot-v2': 'bots, version 2',
  'scope-im': 'scope im',
};

const MARKS: Readonly<Record<Verdict['state'], string>> = {
  ok: 'ok',
  failed: 'FAILED',
  skipped: '-',
  'optional-missing': 'missing',
};

/** `credentials      FAILED   the portal refuses the webhook: …` */
export function verdictLine(verdict: Verdict): string {
  const line = `${VERDICT_NAMES[verdict.id].padEnd(16)} ${MARKS[verdict.state].padEnd(8)} ${explanation(verdict)}`;
  return line.trimEnd();
}

/** Why, and what to do; empty for what works. */
export function explanation({ id, state, code, host, until }: Verdict): string {
  if (id === 'scope-im' && state === 'optional-missing') {
    return 'only needed to pick chats from a list and to be sure about doubles';
  }
  if (code === undefined) return '';
  const where = host === undefined ? '' : ` (${visible(host)})`;
  const when = until === undefined ? '' : ` (${formatMoment(until)})`;
  return `${reasonOf(code)}${where}${when}`;
}
