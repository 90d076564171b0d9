import { execFile } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { expect, onTestFinished, test } from 'vitest';

import type { ErrorCode } from '#domain/errors.ts';
import { Secret } from '#domain/secret.ts';
import { openTokenStore } from '#bitrix24/oauth/token-store.ts';
import type { SettingsPatch } from '#sandbox/limits/settings.ts';
import type { Sandbox } from '#sandbox/sandbox.ts';
import { SEED_APP, SEED_BOT } from '#sandbox/store/seed.ts';
import { startScriptServer } from '#test/support/script-server.ts';
import { temporaryFolder } from '#test/support/temp-folder.ts';
import { tempSandbox } from '#test/support/temp-sandbox.ts';
import { CLIENT, sessionOf, tokenSet } from './oauth-fixture.ts';
import { connect, post, testFile } from './portal-fixture.ts';
import { going } from './sandbox-portal.ts';

const run = promisify(execFile);

/** A store in which somebody has signed in to the sandbox. */
function signedIn(sandbox: Sandbox) {
  const path = join(temporaryFolder(), 'secrets', 'office.tokens');
  const store = openTokenStore(path);
  onTestFinished(() => store.close());
  store.save(tokenSet(sandbox.control.issueTokens(), sandbox.url));
  return { path, store };
}

function clientOf(sandbox: Sandbox, store: ReturnType<typeof openTokenStore>, client = CLIENT) {
  const portal = connect(sandbox.url, {
    access: sessionOf(sandbox, store, client),
    userId: undefined,
    // A token that must not be sent.
    bots: () => ({ botId: SEED_BOT.id, botToken: new Secret('never-to-be-sent') }),
  });
  onTestFinished(() => portal.close());
  return portal;
}

test('a file is posted with the access token and without a bot token', async () => {
  const sandbox = await tempSandbox();
  const { store } = signedIn(sandbox);
  const made = await testFile(5_000);
  onTestFinished(() => made.remove());

  const { outcome } = await post(clientOf(sandbox, store), made.file);

  expect(outcome).toMatchObject({ type: 'posted' });
  expect(sandbox.control.messages('chat5').at(-1)?.file?.size).toBe(5_000);
  expect(sandbox.control.requests('oauth/token').requests).toBe(0);
});

test('an expired token is renewed once for all who wait, and the upload goes on', async () => {
  const sandbox = await tempSandbox();
  const { store } = signedIn(sandbox);
  const portal = clientOf(sandbox, store);
  const made = await testFile(5_000);
  onTestFinished(() => made.remove());
  const before = store.load();
  sandbox.control.expireAccessTokens();

  const [{ outcome, starts }, ...profiles] = await Promise.all([
    post(portal, made.file),
    ...Array.from({ length: 6 }, () => portal.rest.call('profile', {}, { signal: going })),
  ]);

  expect(outcome).toMatchObject({ type: 'posted' });
  expect(starts).toBe(1);
  expect(profiles).toHaveLength(6);
  expect(sandbox.control.messages('chat5').filter(({ file }) => file !== undefined)).toHaveLength(1);
  expect(sandbox.control.requests('oauth/token').requests).toBe(1);
  expect(store.load()?.refreshToken.reveal()).not.toBe(before?.refreshToken.reveal());
});

test('new tokens are on disk before they are used', async () => {
  const sandbox = await tempSandbox();
  const { store } = signedIn(sandbox);
  const saved: string[] = [];
  const watched = {
    ...store,
    save: (tokens: Parameters<typeof store.save>[0]) => {
      store.save(tokens);
      saved.push(tokens.accessToken.reveal());
    },
  };
  const session = sessionOf(sandbox, watched);
  const old = await session.authorize();
  sandbox.control.expireAccessTokens();

  await session.renew(old.token, going);

  expect(saved).toEqual([(await session.authorize()).token?.reveal()]);
});

test('a store that cannot save keeps the new tokens from being used', async () => {
  const sandbox = await tempSandbox();
  const { store } = signedIn(sandbox);
  const full = {
    ...store,
    save: () => {
      throw new Error('disk full');
    },
  };
  const session = sessionOf(sandbox, full);
  const old = await session.authorize();

  await expect(session.renew(old.token, going)).rejects.toThrow('disk full');

  expect((await session.authorize()).token).toBe(old.token);
});

test('two processes that race for a renewal renew once, and both go on', async () => {
  const sandbox = await tempSandbox();
  const { path, store } = signedIn(sandbox);
  sandbox.control.expireAccessTokens();
  sandbox.control.fault({ kind: 'delay', ms: 200, method: 'oauth/token', times: 0 });

  const child = join(import.meta.dirname, 'oauth-child.ts');
  const runs = await Promise.all([1, 2, 3].map(() => run(process.execPath, [child, sandbox.url, path])));

  for (const { stdout } of runs) expect(stdout.trim()).toBe('1');
  expect(sandbox.control.requests('oauth/token').requests).toBe(1);
  await expect(clientOf(sandbox, store).rest.call('profile', {}, { signal: going })).resolves.toMatchObject({
    ID: '1',
  });
});

test('tokens lost between the portal and the disk end in signing in again, after one request each', async () => {
  const sandbox = await tempSandbox();
  const { store } = signedIn(sandbox);
  const portal = clientOf(sandbox, store);
  sandbox.control.expireAccessTokens();
  sandbox.control.fault({ kind: 'cut', at: 'after-storing', method: 'oauth/token' });

  const lost = portal.rest.call('profile', {}, { signal: going });
  await expect(lost).rejects.toMatchObject({ code: 'portal.not-answering', remedy: 'retry' });
  const again = portal.rest.call('profile', {}, { signal: going });
  await expect(again).rejects.toMatchObject({ code: 'portal.sign-in-again', remedy: 'ask-user' });
  expect(sandbox.control.requests('oauth/token').requests).toBe(2);

  store.save(tokenSet(sandbox.control.issueTokens(), sandbox.url));
  await expect(clientOf(sandbox, store).rest.call('profile', {}, { signal: going })).resolves.toBeDefined();
});

test('a process killed before it stored new tokens leaves no lock, and the user signs in again', async () => {
  const sandbox = await tempSandbox();
  const { path, store } = signedIn(sandbox);
  sandbox.control.expireAccessTokens();

  const child = join(import.meta.dirname, 'oauth-child.ts');
  const killed = run(process.execPath, [child, sandbox.url, path, 'crash']);
  await expect(killed).rejects.toMatchObject({ signal: 'SIGKILL' });

  const asked = clientOf(sandbox, store).rest.call('profile', {}, { signal: going });
  await expect(asked).rejects.toMatchObject({ code: 'portal.sign-in-again' });
  expect(sandbox.control.requests('oauth/token').requests).toBe(2);
});

test('whoever signed in again meanwhile is noticed without a renewal', async () => {
  const sandbox = await tempSandbox();
  const { store } = signedIn(sandbox);
  const portal = clientOf(sandbox, store);
  await portal.rest.call('profile', {}, { signal: going });
  sandbox.control.expireAccessTokens();
  store.save(tokenSet(sandbox.control.issueTokens(), sandbox.url));

  await expect(portal.rest.call('profile', {}, { signal: going })).resolves.toBeDefined();
  expect(sandbox.control.requests('oauth/token').requests).toBe(0);
});

const wrongSecret = { ...CLIENT, clientSecret: new Secret('wrong') };
const wrongClient = { ...CLIENT, clientId: 'local.nobody' };

test.each<
  [string, { patch?: SettingsPatch; client?: typeof CLIENT; removed?: boolean; refuse?: string }, ErrorCode]
>([
  ['a wrong client secret', { client: wrongSecret }, 'portal.sign-in-again'],
  ['an unknown client', { client: wrongClient }, 'portal.sign-in-again'],
  ['an app that was removed', { removed: true }, 'portal.sign-in-again'],
  ['an unpaid subscription', { patch: { isSubscriptionPaid: false } }, 'portal.plan'],
  ['invalid_grant', { refuse: 'invalid_grant' }, 'portal.sign-in-again'],
  ['invalid_request', { refuse: 'invalid_request' }, 'portal.sign-in-again'],
  ['bad_verification_code', { refuse: 'bad_verification_code' }, 'portal.sign-in-again'],
  ['NOT_INSTALLED', { refuse: 'NOT_INSTALLED' }, 'portal.sign-in-again'],
  ['NO_AUTH_FOUND', { refuse: 'NO_AUTH_FOUND' }, 'portal.sign-in-again'],
  ['insufficient_scope', { refuse: 'insufficient_scope' }, 'portal.scope'],
  ['invalid_scope', { refuse: 'invalid_scope' }, 'portal.scope'],
  ['something new', { refuse: 'SOMETHING_NEW' }, 'portal.sign-in-again'],
])('a renewal refused for %s asks the user', async (_what, { patch, client, removed, refuse }, code) => {
  const sandbox = await tempSandbox();
  const { store } = signedIn(sandbox);
  const session = sessionOf(sandbox, store, client);
  const { token } = await session.authorize();
  if (patch !== undefined) sandbox.control.configure(patch);
  if (removed === true) sandbox.control.putApp({ ...SEED_APP, scopes: [], isInstalled: false });
  if (refuse !== undefined) sandbox.control.fault({ kind: 'refuse', code: refuse, method: 'oauth/token' });

  await expect(session.renew(token, going)).rejects.toMatchObject({ code, remedy: 'ask-user' });

  expect(sandbox.control.requests('oauth/token').requests).toBe(1);
});

test.each([
  ['an unreadable answer', 200, '<html>'],
  ['half an answer', 200, '{"access_token":"a","refresh_'],
  ['an answer without tokens', 200, '{"expires_in":3600}'],
  ['a gateway error', 502, ''],
  ['a server error', 500, '{"error":"INTERNAL_SERVER_ERROR"}'],
])('a renewal that meets %s is tried again later, with the tokens there are', async (_what, status, body) => {
  const server = await startScriptServer((_seen, response) => {
    response.writeHead(status);
    response.end(body);
  });
  onTestFinished(() => server.close());
  const sandbox = await tempSandbox();
  const { store } = signedIn(sandbox);
  store.save(tokenSet(sandbox.control.issueTokens(), server.origin));
  const before = store.load()?.refreshToken.reveal();
  const session = sessionOf(sandbox, store);
  const { token } = await session.authorize();

  await expect(session.renew(token, going)).rejects.toMatchObject({ code: 'portal.not-answering' });

  expect(server.seen).toHaveLength(1);
  expect(server.seen[0]).toMatchObject({ method: 'POST', url: '/oauth/token/' });
  expect(store.load()?.refreshToken.reveal()).toBe(before);
});

test('tokens of another portal are not taken', async () => {
  const sandbox = await tempSandbox();
  const { store } = signedIn(sandbox);
  store.save({ ...tokenSet(sandbox.control.issueTokens(), sandbox.url), memberId: 'another' });
  const session = sessionOf(sandbox, store);
  const { token } = await session.authorize();

  await expect(session.renew(token, going)).rejects.toMatchObject({ code: 'portal.sign-in-again' });
});

test('nobody signed in is said so without a request', async () => {
  const sandbox = await tempSandbox();
  const store = openTokenStore(join(temporaryFolder(), 'office.tokens'));
  onTestFinished(() => store.close());

  const asked = clientOf(sandbox, store).rest.call('profile', {}, { signal: going });

  await expect(asked).rejects.toMatchObject({ code: 'portal.sign-in-again' });
  expect(sandbox.control.requests().requests).toBe(0);
});

test('the file of the tokens is its owner’s alone, and shows nothing when sealed', async () => {
  const sandbox = await tempSandbox();
  const { path } = signedIn(sandbox);
  expect(statSync(path).mode & 0o077).toBe(0);

  const sealedPath = join(temporaryFolder(), 'sealed.tokens');
  const seal = {
    seal: (text: string) => Buffer.from(text).toString('base64'),
    open: (text: string) => Buffer.from(text, 'base64').toString(),
  };
  const sealed = openTokenStore(sealedPath, seal);
  onTestFinished(() => sealed.close());
  const tokens = tokenSet(sandbox.control.issueTokens(), sandbox.url);
  sealed.save(tokens);

  expect(sealed.load()?.refreshToken.reveal()).toBe(tokens.refreshToken.reveal());
  const { stdout } = await run('grep', ['-c', tokens.refreshToken.reveal(), sealedPath]).catch(() => ({
    stdout: '0',
  }));
  expect(stdout.trim()).toBe('0');
});
