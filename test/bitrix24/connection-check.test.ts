import { expect, test } from 'vitest';

import {
  checkConnection,
  isUsable,
  VERDICT_IDS,
  verdictsForBadUrl,
  type VerdictId,
} from '#bitrix24/admin/connection-check.ts';
import { createNetwork } from '#bitrix24/http/network.ts';
import type { PortalClient } from '#bitrix24/portal-client.ts';
import type { SettingsPatch } from '#sandbox/limits/settings.ts';
import { testCertificate } from '#test/support/test-certificate.ts';
import { connect, QUICK } from './portal-fixture.ts';
import { going, sandboxPortal } from './sandbox-portal.ts';

/** Everything that is not plainly well, as `id: state code`. */
async function troubles(
  origin: string,
  client: PortalClient,
  throughProxy = false,
): Promise<readonly string[]> {
  const verdicts = await checkConnection({ origin, rest: client.rest, throughProxy, signal: going });
  expect(verdicts.map(({ id }) => id)).toEqual(VERDICT_IDS);
  return verdicts
    .filter(({ state }) => state === 'failed' || state === 'optional-missing')
    .map(({ id, state, code }) => `${id}: ${state} ${code ?? ''}`);
}

test('a portal in order passes with three requests', async () => {
  const { sandbox, client } = await sandboxPortal();

  const verdicts = await checkConnection({
    origin: sandbox.url,
    rest: client.rest,
    throughProxy: false,
    signal: going,
  });

  expect(isUsable(verdicts)).toBe(true);
  const skipped: VerdictId[] = ['dns', 'proxy', 'tls'];
  expect(verdicts).toEqual(VERDICT_IDS.map((id) => ({ id, state: skipped.includes(id) ? 'skipped' : 'ok' })));
  expect(sandbox.control.requests().requests).toBe(3);
});

test.each<[string, SettingsPatch, string]>([
  ['revoked credentials', { webhook: 'revoked' }, 'credentials: failed portal.credentials'],
  ['a user without rights', { webhook: 'forbidden' }, 'credentials: failed portal.credentials'],
  ['a plan without REST', { plan: 'free' }, 'plan: failed portal.plan'],
  ['a closed portal', { isClosed: true }, 'credentials: failed portal.closed'],
  ['a portal blocked by hand', { isOverloaded: true }, 'tcp: failed portal.overloaded'],
  ['a moved portal', { movedTo: 'https://new.example' }, 'url: failed portal.moved'],
  ['no scope imbot', { scopes: ['im'] }, 'scope-imbot: failed portal.scope'],
  ['no scope im', { scopes: ['imbot'] }, 'scope-im: optional-missing portal.scope'],
])('%s is told apart', async (_what, patch, expected) => {
  const { sandbox, client } = await sandboxPortal();
  sandbox.control.configure(patch);

  await expect(troubles(sandbox.url, client)).resolves.toEqual([expected]);
});

test('a portal without imbot.v2 is told apart', async () => {
  const { sandbox, client } = await sandboxPortal();
  sandbox.control.fault({
    kind: 'refuse',
    code: 'ERROR_METHOD_NOT_FOUND',
    status: 404,
    method: 'imbot.v2.Revision.get',
  });

  await expect(troubles(sandbox.url, client)).resolves.toEqual(['imbot-v2: failed portal.too-old']);
});

test('an HTML page in place of a portal is told apart', async () => {
  const { sandbox, client } = await sandboxPortal();
  sandbox.control.fault({ kind: 'answer', status: 200, body: '<html>WLAN</html>', times: 0 });

  await expect(troubles(sandbox.url, client)).resolves.toEqual(['tcp: failed portal.not-answering']);
});

test('a host where nobody listens fails at TCP', async () => {
  const { sandbox, client } = await sandboxPortal();
  await sandbox.close();

  await expect(troubles(sandbox.url, client)).resolves.toEqual(['tcp: failed network.refused']);
});

test('a certificate nobody vouches for fails at TLS', async () => {
  const { sandbox, client } = await sandboxPortal({}, { tls: await testCertificate() });

  await expect(troubles(sandbox.url, client)).resolves.toEqual(['tls: failed network.tls']);
});

test('a name that does not exist fails at DNS', async () => {
  const origin = 'https://no-such-portal.invalid';
  const client = connect(origin);

  await expect(troubles(origin, client)).resolves.toEqual(['dns: failed network.offline']);
});

test('a proxy that is down fails at the proxy', async () => {
  const origin = 'https://portal.example';
  const network = createNetwork({ origin, proxy: { type: 'manual', url: 'http://127.0.0.1:1' } });
  const client = connect(origin, { network, timeouts: QUICK });

  await expect(troubles(origin, client, true)).resolves.toEqual(['proxy: failed network.proxy']);
});

test('an address that is none fails at once', () => {
  expect(isUsable(verdictsForBadUrl())).toBe(false);
  expect(verdictsForBadUrl().filter(({ state }) => state === 'skipped')).toHaveLength(VERDICT_IDS.length - 1);
});
