import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import type { Sandbox } from '#sandbox/sandbox.ts';
import { SEED_APP } from '#sandbox/store/seed.ts';
import { expect, onTestFinished, test, vi } from 'vitest';
import { temporaryFolder } from '../support/temp-folder.ts';
import { tempSandbox } from '../support/temp-sandbox.ts';
import type { DesktopApp } from './desktop-app.ts';
import { arrival, ask, botName, connect, copies, makeFile, SOON, TARGET } from './office.ts';
import { startDesktop } from './start-desktop.ts';

async function send(app: DesktopApp, page: Page, name: string): Promise<void> {
  await app.choose([makeFile(temporaryFolder(), name)]);
  const drop = await ask(page, 'drops', 'choose');
  const target = { ...TARGET, bot: await botName(page) };
  await ask(page, 'drops', 'send', { drop: drop?.handle ?? '', target, caption: '' });
}

/** The host the program says the portal has moved to. */
function movedTo(page: Page): Promise<string> {
  return vi.waitFor(async () => {
    const [portal] = await ask(page, 'portals', 'list');
    if (portal?.state.type !== 'needs-you' || portal.state.host === undefined) throw new Error('not moved');
    return portal.state.host;
  }, SOON);
}

/** A host that passes everything on to the portal, until `leave` makes it lead there instead. */
async function earlierHost(portal: Sandbox) {
  let hasLeft = false;
  const server = createServer((incoming, response) => {
    const there = new URL(incoming.url ?? '/', portal.url);
    if (hasLeft) {
      response.writeHead(302, { location: there.href }).end();
      return;
    }
    const { method, headers } = incoming;
    const passedOn = request(there, { method, headers: { ...headers, host: there.host } }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    incoming.pipe(passedOn);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  return { host: `127.0.0.1:${port}`, leave: () => (hasLeft = true) };
}

/** Agrees on the page of this portal that the program opened in the browser. */
async function agree(app: DesktopApp, origin: string): Promise<void> {
  const address = await vi.waitFor(async () => {
    const found = (await app.opened()).find((one) => one.startsWith(`${origin}/oauth/authorize`));
    if (found === undefined) throw new Error('no browser was opened');
    return found;
  }, SOON);
  const form = new URL(address).searchParams;
  form.set('answer', 'allow');
  await fetch(new URL('/oauth/authorize/', address), { method: 'POST', body: form });
}

test('a renamed portal is named with its new host, and what waited goes out there once that is confirmed', async () => {
  const renamed = await tempSandbox();
  const { host: newHost } = new URL(renamed.url);
  const old = await earlierHost(renamed);
  const app = await startDesktop();
  const page = await app.page('window');
  await connect(page, { ...renamed, webhook: renamed.webhook.replace(newHost, old.host) });
  old.leave();
  await send(app, page, 'waits.pdf');
  const host = await movedTo(page);
  expect(host).toBe(newHost);
  expect(copies(renamed, 'waits')).toBe(0);

  await ask(page, 'portals', 'acceptMove', { name: TARGET.portal, host });

  await arrival(renamed, 'waits.pdf');
});

test('where somebody signed in, they sign in on the new host; nothing is sent to it before', async () => {
  const [old, renamed] = [await tempSandbox(), await tempSandbox()];
  const app = await startDesktop();
  const page = await app.page('window');
  const { id: clientId, secret: clientSecret } = SEED_APP;
  const signingIn = ask(page, 'portals', 'signIn', {
    name: 'office',
    domain: old.url,
    clientId,
    clientSecret,
  });
  await agree(app, new URL(old.url).origin);
  await signingIn;
  await ask(page, 'bots', 'adopt', { portal: 'office', botId: 456 });
  old.control.configure({ movedTo: new URL(renamed.url).origin });
  await send(app, page, 'waits.pdf');
  const host = await movedTo(page);
  expect(renamed.control.requests().requests).toBe(0);

  const moving = ask(page, 'portals', 'acceptMove', { name: 'office', host });
  await agree(app, new URL(renamed.url).origin);
  await moving;

  await arrival(renamed, 'waits.pdf');
});
