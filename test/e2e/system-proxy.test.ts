import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Server as ProxyServer } from 'proxy-chain';
import { generate } from 'selfsigned';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../support/temp-folder.ts';
import { tempSandbox } from '../support/temp-sandbox.ts';
import { arrival, ask, botName, connect, makeFile, sha256, TARGET } from './office.ts';
import { isStandIn, startDesktop } from './start-desktop.ts';

/** Leads to this machine, but is none of its loopback names, which never go through a proxy. Not on Windows. */
const HOST = '0.0.0.0';
const BYTES = 300_000;

/** A portal with a certificate that the program is told to trust. */
async function portalOfItsOwn() {
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'portal' }], {
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'subjectAltName', altNames: [{ type: 7, ip: HOST }] },
    ],
  });
  const trusted = join(temporaryFolder(), 'root.pem');
  writeFileSync(trusted, cert);
  const sandbox = await tempSandbox({ tls: { key, cert } });
  const webhook = new URL(sandbox.webhook);
  webhook.hostname = HOST;
  return { sandbox: { ...sandbox, webhook: webhook.href }, origin: webhook.origin, trusted };
}

/** A real proxy that counts what goes through it, and the ways to the portal asked of it. */
async function proxyOfTheOffice() {
  let [tunnels, bytes] = [0, 0];
  const server = new ProxyServer({
    host: '127.0.0.1',
    port: 0,
    prepareRequestFunction: ({ hostname }) => {
      // The browser of the stand-in has errands of its own.
      if (hostname === HOST) tunnels += 1;
      return hostname === HOST ? {} : { requestAuthentication: true };
    },
  });
  server.on(
    'connectionClosed',
    ({ stats }: { stats: { srcRxBytes: number } }) => (bytes += stats.srcRxBytes),
  );
  await server.listen();
  onTestFinished(() => server.close(true));
  const open = () =>
    server.getConnectionIds().reduce((sum, id) => sum + (server.getConnectionStats(id)?.srcRxBytes ?? 0), 0);
  return { address: `127.0.0.1:${server.port}`, tunnels: () => tunnels, bytes: () => bytes + open() };
}

/** Sends a file by hand; it is in the chat when this ends. */
async function send(
  { sandbox, trusted }: Awaited<ReturnType<typeof portalOfItsOwn>>,
  env: Readonly<Record<string, string>>,
): Promise<void> {
  const app = await startDesktop({ env: { NODE_EXTRA_CA_CERTS: trusted, ...env } });
  const window = await app.page('window');
  await connect(window, sandbox);
  const path = makeFile(temporaryFolder(), 'through the office.pdf', BYTES);
  await app.choose([path]);
  const drop = await ask(window, 'drops', 'choose');
  const target = { portal: TARGET.portal, bot: await botName(window), dialog: TARGET.dialog };
  await ask(window, 'drops', 'send', { drop: drop?.handle ?? '', target, caption: '' });
  const { file } = await arrival(sandbox, 'through the office.pdf');
  expect(file?.sha256).toBe(sha256(path));
}

const canAnswer = isStandIn && process.platform !== 'win32';

test.runIf(canAnswer)(
  'an upload goes through the proxy that the system names for its portal (needs the stand-in for Electron)',
  async () => {
    const portal = await portalOfItsOwn();
    const proxy = await proxyOfTheOffice();
    const answer = `PROXY ${proxy.address}; DIRECT`;

    await send(portal, { ELECTRON_HOST_PROXIES: JSON.stringify({ [portal.origin]: answer }) });

    // The file travels as Base64, four bytes for three.
    expect(proxy.bytes()).toBeGreaterThan((BYTES * 4) / 3);
  },
);

test.runIf(canAnswer)(
  'an upload goes straight where the system says so, whatever it says for others and the environment names (needs the stand-in for Electron)',
  async () => {
    const portal = await portalOfItsOwn();
    const proxy = await proxyOfTheOffice();
    const proxies = { 'https://other.example': `PROXY ${proxy.address}`, [portal.origin]: 'DIRECT' };

    await send(portal, {
      ELECTRON_HOST_PROXIES: JSON.stringify(proxies),
      HTTPS_PROXY: `http://${proxy.address}`,
    });

    expect(proxy.tunnels()).toBe(0);
  },
);
