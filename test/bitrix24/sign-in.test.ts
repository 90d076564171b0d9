import { join } from 'node:path';

import { expect, onTestFinished, test } from 'vitest';

import { Secret } from '#domain/secret.ts';
import { listenForCallback } from '#bitrix24/oauth/loopback-listener.ts';
import { authorizeUrl, signIn, type SignInDeps } from '#bitrix24/oauth/sign-in.ts';
import { authServerOf } from '#bitrix24/oauth/token-endpoint.ts';
import { openTokenStore } from '#bitrix24/oauth/token-store.ts';
import type { Sandbox } from '#sandbox/sandbox.ts';
import { SEED_APP } from '#sandbox/store/seed.ts';
import { chromiumPath, openChromium } from '#test/support/chromium.ts';
import { temporaryFolder } from '#test/support/temp-folder.ts';
import { tempSandbox } from '#test/support/temp-sandbox.ts';
import { CLIENT, ENDPOINT, sessionOf } from './oauth-fixture.ts';
import { connect } from './portal-fixture.ts';
import { going } from './sandbox-portal.ts';

function partsFor(sandbox: Sandbox, parts: Partial<SignInDeps> = {}): SignInDeps {
  const store = openTokenStore(join(temporaryFolder(), 'office.tokens'));
  onTestFinished(() => store.close());
  return {
    ...ENDPOINT,
    origin: sandbox.url,
    client: CLIENT,
    store,
    openBrowser: (url) => void allow(url),
    signal: going,
    ...parts,
  };
}

/** What a user's browser does: shows the page, sends the answer, follows the redirect. Gives the last page. */
async function allow(address: string): Promise<string> {
  const url = new URL(address);
  const form = new URLSearchParams({ ...Object.fromEntries(url.searchParams), answer: 'allow' });
  const response = await fetch(new URL(url.pathname, url.origin), { method: 'POST', body: form });
  return response.text();
}

test('the user lets the app in, and calls work with the tokens that were kept', async () => {
  const sandbox = await tempSandbox();
  const parts = partsFor(sandbox);

  const tokens = await signIn(parts);

  expect(parts.store.load()?.refreshToken.reveal()).toBe(tokens.refreshToken.reveal());
  const client = connect(sandbox.url, { access: sessionOf(sandbox, parts.store) });
  onTestFinished(() => client.close());
  await expect(client.rest.call('profile', {}, { signal: going })).resolves.toMatchObject({ ID: '1' });
});

test('a portal that shows the code is answered by pasting it', async () => {
  const sandbox = await tempSandbox();
  sandbox.control.configure({ acceptsRedirectUri: false });
  const { promise: pastedCode, resolve } = Promise.withResolvers<string>();

  const signingIn = signIn(
    partsFor(sandbox, {
      pastedCode,
      openBrowser: async (url) => resolve(` ${/id="code">([0-9a-f]+)</.exec(await allow(url))?.[1] ?? ''}\n`),
    }),
  );

  await expect(signingIn).resolves.toMatchObject({ authServer: sandbox.url });
});

test('a code that was used or is too old asks to sign in again', async () => {
  const sandbox = await tempSandbox();
  sandbox.control.configure({ codeSeconds: 0 });
  const parts = partsFor(sandbox);

  await expect(signIn(parts)).rejects.toMatchObject({
    code: 'portal.sign-in-again',
    origin: 'INVALID_GRANT',
  });
  expect(parts.store.load()).toBeUndefined();
});

test('a wrong client secret keeps nothing', async () => {
  const sandbox = await tempSandbox();
  const parts = partsFor(sandbox, { client: { clientId: SEED_APP.id, clientSecret: new Secret('wrong') } });

  await expect(signIn(parts)).rejects.toMatchObject({ code: 'portal.sign-in-again', origin: 'WRONG_CLIENT' });
  expect(parts.store.load()).toBeUndefined();
});

test('who does not come back in time, or calls it off, has not signed in', async () => {
  const sandbox = await tempSandbox();
  const stop = new AbortController();

  const late = signIn(partsFor(sandbox, { openBrowser: () => undefined, patienceMs: 50 }));
  const off = signIn(partsFor(sandbox, { openBrowser: () => stop.abort(), signal: stop.signal }));

  const ends = await Promise.allSettled([late, off]);
  for (const end of ends) expect(end).toMatchObject({ reason: { code: 'portal.sign-in-again' } });
  expect(sandbox.control.requests('oauth/token').requests).toBe(0);
});

test('an answer from another portal is refused before anything is asked for', async () => {
  const sandbox = await tempSandbox();
  const other = await tempSandbox();
  const openBrowser = async (url: string) => {
    await allow(url.replace(sandbox.url, other.url));
  };

  await expect(signIn(partsFor(sandbox, { openBrowser }))).rejects.toMatchObject({
    code: 'portal.sign-in-again',
  });
  expect(sandbox.control.requests('oauth/token').requests).toBe(0);
  expect(other.control.requests('oauth/token').requests).toBe(0);
});

async function listening() {
  const listener = await listenForCallback(new Secret('the-state'), 60_000);
  onTestFinished(() => listener.close());
  return listener;
}

test.each([
  ['another state', '?code=abc&state=wrong', {}],
  ['a state that only begins alike', '?code=abc&state=the-stat', {}],
  ['no state', '?code=abc', {}],
  ['no code', '?state=the-state', {}],
  ['another path', 'more?code=abc&state=the-state', {}],
  ['another method', '?code=abc&state=the-state', { method: 'POST' }],
])('a request with %s is not the one waited for', async (_what, rest, init) => {
  const listener = await listening();

  const response = await fetch(`${listener.redirectUri}${rest}`, init);

  expect(response.status).toBe(404);
  expect((await fetch(`${listener.redirectUri}?code=abc&state=the-state`)).status).toBe(200);
  expect((await listener.callback).code.reveal()).toBe('abc');
});

test('a request under another name for this machine is not the one waited for', async () => {
  const listener = await listening();
  const byName = listener.redirectUri.replace('127.0.0.1', 'localhost');

  const status = await fetch(`${byName}?code=abc&state=the-state`).then(
    (response) => response.status,
    () => 0,
  );

  expect(status).not.toBe(200);
});

test('one answer is all the listener takes', async () => {
  const listener = await listening();
  await fetch(`${listener.redirectUri}?code=abc&state=the-state`);

  await expect(fetch(`${listener.redirectUri}?code=abc&state=the-state`)).rejects.toThrow();
});

test('the page after signing in repeats nothing and loads nothing', async () => {
  const listener = await listening();

  const response = await fetch(`${listener.redirectUri}?code=canary-code&state=the-state`);

  expect(await response.text()).not.toMatch(/canary-code|the-state/);
  expect(response.headers.get('content-security-policy')).toBe("default-src 'none'");
  expect(response.headers.get('referrer-policy')).toBe('no-referrer');
});

test('the page that asks the user names the app and the way back, and no secret but the state', () => {
  const url = new URL(
    authorizeUrl('https://portal.example', 'local.1', new Secret('s'), 'http://127.0.0.1:5000/'),
  );

  expect(url.origin + url.pathname).toBe('https://portal.example/oauth/authorize/');
  expect(Object.fromEntries(url.searchParams)).toEqual({
    client_id: 'local.1',
    state: 's',
    response_type: 'code',
    redirect_uri: 'http://127.0.0.1:5000/',
  });
});

test.each([
  ['oauth.bitrix24.tech', 'https://oauth.bitrix24.tech'],
  ['oauth.bitrix.info', 'https://oauth.bitrix.info'],
  ['https://oauth.bitrix.info/rest/', 'https://oauth.bitrix.info'],
  ['evil.example', 'https://known.example'],
  ['bitrix.info.evil.example', 'https://known.example'],
  ['evilbitrix.info', 'https://known.example'],
  ['http://oauth.bitrix.info', 'https://known.example'],
  [undefined, 'https://known.example'],
])('the authorization server %s leads to %s', (named, server) => {
  expect(authServerOf(named, 'https://known.example')).toBe(server);
});

test.skipIf(chromiumPath === undefined)(
  'a person lets the app in on the portal’s page in a real browser',
  async () => {
    const sandbox = await tempSandbox();
    const browser = await openChromium();
    const page = await browser.newPage();
    const openBrowser = async (url: string) => {
      await page.goto(url);
      await page.getByRole('button', { name: 'Allow' }).click();
    };

    const tokens = await signIn(partsFor(sandbox, { openBrowser }));

    expect(tokens.memberId).not.toBe('');
    await expect.poll(() => page.textContent('body')).toContain('You are signed in');
  },
);
