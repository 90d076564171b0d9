import type { lookup } from 'node:dns';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { createServer as createTcpServer, type AddressInfo, type Socket } from 'node:net';
import { createSecureContext } from 'node:tls';

import { Server as ProxyServer } from 'proxy-chain';
import { generate } from 'selfsigned';
import { expect, onTestFinished, test } from 'vitest';

import { Secret } from '#domain/secret.ts';
import { createTrust } from '#bitrix24/http/certificates.ts';
import { createNetwork } from '#bitrix24/http/network.ts';
import { proxyFor } from '#bitrix24/http/proxy.ts';
import { answerJson, posted, startScriptServer } from '#test/support/script-server.ts';
import { testCertificate } from '#test/support/test-certificate.ts';
import { connect, post, QUICK, testAccess, testFile } from './portal-fixture.ts';
import { going } from './sandbox-portal.ts';

const ORIGIN = 'https://portal.test';
const LOGIN = { user: 'us er', password: new Secret('p@ss:canary') };

interface RunningProxy {
  readonly port: number;
  /** How many tunnels were asked for. */
  tunnels(): number;
  close(): Promise<void>;
}

/** A root of a company's own, a portal called portal.test with a certificate of it, and a proxy on the way. */
async function behindProxy(startProxy = proxyWithLogin) {
  const root = await generate([{ name: 'commonName', value: 'Company root' }], {
    extensions: [{ name: 'basicConstraints', cA: true, critical: true }],
  });
  const leaf = await generate([{ name: 'commonName', value: 'portal.test' }], {
    ca: { key: root.private, cert: root.cert },
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: 'portal.test' }] }],
  });
  const portal = await startScriptServer((_seen, response) => answerJson(response, posted()), {
    tls: { key: leaf.private, cert: leaf.cert },
  });
  const proxy = await startProxy();
  onTestFinished(async () => {
    await proxy.close();
    await portal.close();
  });
  const origin = `${ORIGIN}:${portal.port}`;
  const clientWith = (login: typeof LOGIN | undefined, secureContext = createTrust([root.cert])) => {
    const network = createNetwork({
      origin,
      proxy: { type: 'manual', url: `http://127.0.0.1:${proxy.port}`, login },
      secureContext,
    });
    return connect(origin, { network, access: testAccess(origin), timeouts: QUICK });
  };
  return { portal, proxy, clientWith };
}

/** A proxy as companies run it; to it alone portal.test is this machine. */
async function proxyWithLogin(): Promise<RunningProxy> {
  let tunnels = 0;
  const server = new ProxyServer({
    host: '127.0.0.1',
    port: 0,
    prepareRequestFunction: ({ username, password }) => ({
      requestAuthentication: username !== LOGIN.user || password !== LOGIN.password.reveal(),
      dnsLookup: ((_name: string, _options: unknown, done: (...found: unknown[]) => void) => {
        tunnels++;
        done(null, [{ address: '127.0.0.1', family: 4 }]);
      }) as typeof lookup,
    }),
  });
  await server.listen();
  return { port: server.port, tunnels: () => tunnels, close: () => server.close(true) };
}

/** A proxy that treats every wish for a tunnel alike. */
const proxyThat = (answer: (socket: Socket) => void) => async (): Promise<RunningProxy> => {
  let tunnels = 0;
  const server = createServer();
  server.on('connect', (_request, socket: Socket) => {
    tunnels++;
    answer(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    tunnels: () => tunnels,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
};

async function fileOf(size: number) {
  const made = await testFile(size);
  onTestFinished(() => made.remove());
  return made.file;
}

test('a file goes through a proxy with a login to a portal with a certificate of the company’s own', async () => {
  const { portal, proxy, clientWith } = await behindProxy();
  const client = clientWith(LOGIN);

  const { outcome } = await post(client, await fileOf(300_000));
  await client.rest.call('profile', {}, { signal: going });
  await client.rest.call('profile', {}, { signal: going });
  client.close();

  expect(outcome.type).toBe('posted');
  expect(portal.seen).toHaveLength(3);
  // One tunnel for the upload, one kept for the small calls.
  expect(proxy.tunnels()).toBe(2);
});

test('a proxy that refuses the login is told apart, without the password', async () => {
  const { portal, clientWith } = await behindProxy();

  const { outcome } = await post(clientWith(undefined), await fileOf(10));

  expect(outcome).toMatchObject({ type: 'failed', error: { code: 'network.proxy' }, sentBytes: 0 });
  expect(portal.started()).toBe(0);
  const wrong = await post(clientWith({ ...LOGIN, user: 'nobody' }), await fileOf(10));
  expect(wrong.outcome).toMatchObject({ type: 'failed', error: { code: 'network.proxy' } });
  expect(
    JSON.stringify(wrong.outcome) + String(wrong.outcome.type === 'failed' && wrong.outcome.error.stack),
  ).not.toMatch(/canary/);
});

test('a proxy that hangs up, and one that reaches nobody, are told apart', async () => {
  const hangsUp = await behindProxy(proxyThat((socket) => void socket.destroy()));
  const reachesNobody = await behindProxy(
    proxyThat((socket) => void socket.end('HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n')),
  );

  const first = await post(hangsUp.clientWith(LOGIN), await fileOf(10));
  const second = await post(reachesNobody.clientWith(LOGIN), await fileOf(10));

  expect(first.outcome).toMatchObject({ error: { code: 'network.proxy' } });
  expect(second.outcome).toMatchObject({ error: { code: 'network.offline' } });
});

test('a certificate nobody vouches for ends before anything is sent', async () => {
  const { portal, clientWith } = await behindProxy();

  const { outcome } = await post(clientWith(LOGIN, createTrust()), await fileOf(10));

  expect(outcome).toMatchObject({ error: { code: 'network.tls', remedy: 'ask-user' }, sentBytes: 0 });
  expect(portal.started()).toBe(0);
});

test('no setting of the environment turns the check of certificates off', async () => {
  const portal = await startScriptServer((_seen, response) => answerJson(response, posted()), {
    tls: await testCertificate(),
  });
  process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
  onTestFinished(async () => {
    delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
    await portal.close();
  });

  const { outcome } = await post(connect(portal.origin), await fileOf(10));

  expect(outcome).toMatchObject({ error: { code: 'network.tls' } });
});

test('a certificate for another host is refused', async () => {
  const tls = await generate([{ name: 'commonName', value: 'other.test' }], {
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'subjectAltName', altNames: [{ type: 2, value: 'other.test' }] },
    ],
  });
  const portal = await startScriptServer(() => undefined, { tls: { key: tls.private, cert: tls.cert } });
  onTestFinished(() => portal.close());
  const secureContext = createSecureContext({ ca: [tls.cert] });
  const network = createNetwork({ origin: portal.origin, proxy: { type: 'none' }, secureContext });

  const { outcome } = await post(connect(portal.origin, { network }), await fileOf(10));

  expect(outcome).toMatchObject({ error: { code: 'network.tls', origin: 'ERR_TLS_CERT_ALTNAME_INVALID' } });
});

test('a portal on IPv6 is reached', async () => {
  const server = createServer((request, response) => {
    request.resume().on('end', () => answerJson(response, posted()));
  });
  server.listen(0, '::1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;

  const { outcome } = await post(connect(`http://[::1]:${port}`), await fileOf(10));

  expect(outcome.type).toBe('posted');
});

test('nobody listening, no such name and silence are told apart, and cost no attempt’s doubt', async () => {
  const silent = createTcpServer(() => undefined).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const { port } = silent.address() as AddressInfo;
  const accepted: Socket[] = [];
  silent.on('connection', (socket: Socket) => accepted.push(socket));
  onTestFinished(() => {
    for (const socket of accepted) socket.destroy();
    silent.close();
  });
  const file = await fileOf(10);

  const refused = await post(connect('http://127.0.0.1:1'), file);
  const nameless = await post(connect('https://no-such-portal.invalid'), file);
  // Accepts TCP and never shakes hands.
  const mute = await post(
    connect(`https://127.0.0.1:${port}`, { timeouts: { ...QUICK, connectMs: 200 } }),
    file,
  );

  expect(refused.outcome).toMatchObject({ error: { code: 'network.refused' }, sentBytes: 0 });
  expect(nameless.outcome).toMatchObject({ error: { code: 'network.offline' }, sentBytes: 0 });
  expect(mute.outcome).toMatchObject({ error: { code: 'network.offline' }, sentBytes: 0 });
});

test('a kept connection that the portal closed meanwhile is no failure of a question', async () => {
  const portal = await startScriptServer((_seen, response, index) => {
    if (index === 1) response.socket?.destroy();
    else answerJson(response, { result: index });
  });
  onTestFinished(() => portal.close());
  const client = connect(portal.origin);
  const ask = () => client.rest.call('profile', {}, { signal: going });

  await expect(ask()).resolves.toBe(0);
  await expect(ask()).resolves.toBe(2);
});

test('what writes is not repeated when a kept connection breaks', async () => {
  const portal = await startScriptServer((_seen, response, index) => {
    if (index === 1) response.socket?.destroy();
    else answerJson(response, { result: index });
  });
  onTestFinished(() => portal.close());
  const client = connect(portal.origin);
  const ask = () => client.rest.call('imbot.v2.Chat.Message.send', {}, { signal: going, effect: 'write' });

  await expect(ask()).resolves.toBe(0);
  await expect(ask()).rejects.toMatchObject({ code: 'network.unanswered' });
  expect(portal.seen).toHaveLength(2);
});

test.each<[string, Record<string, string>, string | undefined]>([
  [ORIGIN, { HTTPS_PROXY: 'http://proxy:3128' }, 'http://proxy:3128'],
  [ORIGIN, { https_proxy: 'http://small:1', HTTPS_PROXY: 'http://large:1' }, 'http://small:1'],
  [ORIGIN, { HTTPS_PROXY: 'proxy:3128' }, 'http://proxy:3128'],
  [ORIGIN, { HTTP_PROXY: 'http://proxy:3128' }, undefined],
  [ORIGIN, { HTTPS_PROXY: '' }, undefined],
  [ORIGIN, {}, undefined],
  [ORIGIN, { HTTPS_PROXY: 'http://proxy:3128', NO_PROXY: 'portal.test' }, undefined],
  [ORIGIN, { HTTPS_PROXY: 'http://proxy:3128', NO_PROXY: '.test' }, undefined],
  [ORIGIN, { HTTPS_PROXY: 'http://proxy:3128', NO_PROXY: 'a.example, *.test' }, undefined],
  [ORIGIN, { HTTPS_PROXY: 'http://proxy:3128', no_proxy: '*' }, undefined],
  [ORIGIN, { HTTPS_PROXY: 'http://proxy:3128', NO_PROXY: 'portal.test:8443' }, 'http://proxy:3128'],
  [ORIGIN, { HTTPS_PROXY: 'http://proxy:3128', NO_PROXY: 'ortal.test' }, 'http://proxy:3128'],
  ['http://127.0.0.1:4024', { HTTP_PROXY: 'http://proxy:3128' }, undefined],
])('to %s with %j the proxy is %s', (origin, env, expected) => {
  expect(proxyFor(origin, { type: 'environment', env })).toBe(expected);
});
