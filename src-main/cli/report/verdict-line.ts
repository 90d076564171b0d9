import type { ErrorCode } from '#domain/errors.ts';
import type { Verdict, VerdictId } from '#bitrix24/admin/connection-check.ts';
import { formatMoment } from '../format.ts';
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

/** A check tries nothing again by itself: where the usual words promise that, these say what to look at. */
const INSTEAD: Partial<Readonly<Record<ErrorCode, string>>> = {
  'network.offline':
    'nothing answers there: check the address, the network of this machine and the firewalls on the way',
  'network.refused': 'the portal does not accept connections: check the address and its port',
  'network.interrupted':
    'the connection breaks off: check the address, and what stands between this machine and the portal',
  'portal.not-answering': 'what answers there is no Bitrix24 portal, or it is in trouble: check the address',
};
const UNKNOWN_NAME = 'this name is not known: check the address, and whether this machine is online';

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
  if (id === 'dns') return UNKNOWN_NAME;
  const when = until === undefined ? '' : ` (${formatMoment(until)})`;
  return `${INSTEAD[code] ?? reasonOf(code, host)}${when}`;
}
