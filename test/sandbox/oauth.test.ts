import { expect, test } from 'vitest';
import type { SettingsPatch } from '#sandbox/limits/settings.ts';
import type { Sandbox } from '#sandbox/sandbox.ts';
import { SEED_APP } from '#sandbox/store/seed.ts';
import { tempSandbox } from '../support/temp-sandbox.ts';
import { post } from './ask.ts';

const CLIENT = { client_id: SEED_APP.id, client_secret: SEED_APP.secret };
const FORM = 'application/x-www-form-urlencoded';
type Fields = Record<string, string>;

async function exchange(sandbox: Sandbox, fields: Fields): Promise<{ status: number; body: Fields }> {
  const response = await fetch(`${sandbox.url}/oauth/token/`, {
    method: 'POST',
    body: new URLSearchParams(fields),
  });
  return { status: response.status, body: (await response.json()) as Fields };
}

/** Presses "Allow" and gives the address the browser is sent to. */
async function allow(sandbox: Sandbox, fields: Fields): Promise<URL> {
  const response = await fetch(`${sandbox.url}/oauth/authorize/`, {
    method: 'POST',
    body: new URLSearchParams({ answer: 'allow', ...fields }),
    redirect: 'manual',
  });
  return new URL(response.headers.get('location') ?? 'about:blank');
}

const redirectUri = 'http://127.0.0.1:5000/back';

test('allowing an app leads back to it with a code that becomes tokens', async () => {
  const sandbox = await tempSandbox();
  const back = await allow(sandbox, { client_id: SEED_APP.id, state: 's/1', redirect_uri: redirectUri });

  const { domain, host } = { domain: back.searchParams.get('domain'), host: new URL(sandbox.url).host };
  const code = back.searchParams.get('code') ?? '';
  const { status, body } = await exchange(sandbox, { grant_type: 'authorization_code', code, ...CLIENT });

  expect(back.href).toMatch(redirectUri);
  expect([back.searchParams.get('state'), domain, back.searchParams.get('scope')]).toEqual([
    's/1',
    host,
    'imbot,im',
  ]);
  expect(status).toBe(200);
  expect(body).toMatchObject({
    expires_in: 3600,
    client_endpoint: `${sandbox.url}/rest/`,
    server_endpoint: `${sandbox.url}/rest/`,
    domain: host,
    member_id: back.searchParams.get('member_id'),
    status: 'L',
  });
  const profile = await post(`${sandbox.url}/rest/profile`, JSON.stringify({ auth: body['access_token'] }));
  expect(profile.result).toMatchObject({ ID: '1' });
  const inQuery = await fetch(`${sandbox.url}/rest/app.info?auth=${body['access_token'] ?? ''}`);
  expect(await inQuery.json()).toMatchObject({ result: { CODE: SEED_APP.id } });
});

test('a code works once, for its own app, and for 30 seconds', async () => {
  let now = 1_000_000;
  const sandbox = await tempSandbox({ clock: { now: () => now } });
  sandbox.control.putApp({ id: 'other', secret: 'x', scopes: [], isInstalled: true });
  const newCode = async () =>
    (await allow(sandbox, { client_id: SEED_APP.id, redirect_uri: redirectUri })).searchParams.get('code') ??
    '';
  const redeem = async (code: string, client: Fields = CLIENT) =>
    (await exchange(sandbox, { grant_type: 'authorization_code', code, ...client })).body['error'];

  const used = await newCode();
  expect([await redeem(used), await redeem(used)]).toEqual([undefined, 'invalid_grant']);

  expect(await redeem(await newCode(), { client_id: 'other', client_secret: 'x' })).toBe('invalid_grant');

  const old = await newCode();
  now += 30_000;
  expect(await redeem(old)).toBe('invalid_grant');
});

test('a refresh token dies with its use and a new one takes its place', async () => {
  const sandbox = await tempSandbox();
  const tokens = sandbox.control.issueTokens();
  const refresh = (token: string) =>
    exchange(sandbox, { grant_type: 'refresh_token', refresh_token: token, ...CLIENT });

  const first = await refresh(tokens.refresh_token);
  const again = await refresh(tokens.refresh_token);
  const next = await refresh(first.body['refresh_token'] ?? '');

  expect([first.status, again.status, next.status]).toEqual([200, 400, 200]);
  expect(again.body['error']).toBe('invalid_grant');
});

test('an access token expires after its life, and an unknown one is told apart', async () => {
  let now = 1_000_000;
  const sandbox = await tempSandbox({ clock: { now: () => now } });
  sandbox.control.configure({ accessTokenSeconds: 10 });
  const tokens = sandbox.control.issueTokens();
  const call = (auth: string) => post(`${sandbox.url}/rest/profile`, JSON.stringify({ auth }));

  expect(await call(tokens.access_token)).toMatchObject({ status: 200 });
  now += 10_000;
  expect(await call(tokens.access_token)).toMatchObject({ status: 401, error: 'expired_token' });
  expect(await call('nonsense')).toMatchObject({ status: 401, error: 'invalid_token' });
  expect(await call(tokens.refresh_token)).toMatchObject({ status: 401, error: 'invalid_token' });
  expect(await call('')).toMatchObject({ status: 401, error: 'NO_AUTH_FOUND' });
});

const FAILURES: readonly (readonly [string, Fields, SettingsPatch, string, number])[] = [
  ['an unknown client', { client_id: 'nobody' }, {}, 'invalid_client', 401],
  ['a wrong secret', { client_secret: 'wrong' }, {}, 'wrong_client', 200],
  ['an unknown grant', { grant_type: 'password' }, {}, 'invalid_request', 400],
  ['an unknown refresh token', { refresh_token: 'x' }, {}, 'invalid_grant', 400],
  ['an unpaid subscription', {}, { isSubscriptionPaid: false }, 'PAYMENT_REQUIRED', 401],
];

test.each(FAILURES)('the token endpoint refuses %s', async (_, fields, patch, error, status) => {
  const sandbox = await tempSandbox();
  const { refresh_token } = sandbox.control.issueTokens();
  sandbox.control.configure(patch);

  const answer = await exchange(sandbox, {
    grant_type: 'refresh_token',
    refresh_token,
    ...CLIENT,
    ...fields,
  });

  expect([answer.status, answer.body['error']]).toEqual([status, error]);
});

test('an app that was removed gets no tokens, no page, and its old tokens are worth nothing', async () => {
  const sandbox = await tempSandbox();
  const { refresh_token, access_token } = sandbox.control.issueTokens();
  sandbox.control.putApp({ ...SEED_APP, scopes: [], isInstalled: false });

  const refreshed = await exchange(sandbox, { grant_type: 'refresh_token', refresh_token, ...CLIENT });
  const page = await fetch(`${sandbox.url}/oauth/authorize/?client_id=${SEED_APP.id}`);
  const call = await post(`${sandbox.url}/rest/profile`, `auth=${access_token}`, FORM);

  expect([refreshed.status, refreshed.body['error']]).toEqual([401, 'NOT_INSTALLED']);
  expect(page.status).toBe(404);
  expect(call).toMatchObject({ error: 'invalid_token' });
});

test('with OAuth a bot belongs to the app and needs no token', async () => {
  const sandbox = await tempSandbox();
  const auth = sandbox.control.issueTokens().access_token;
  const call = (method: string, params: object) =>
    post(`${sandbox.url}/rest/${method}`, JSON.stringify({ auth, ...params }));

  const made = await call('imbot.v2.Bot.register', { fields: { code: 'app', properties: { name: 'App' } } });
  const { bot } = made.result as { bot: { id: number } };

  expect(await call('imbot.v2.Bot.get', { botId: bot.id })).toMatchObject({
    result: { bot: { eventMode: 'fetch' } },
  });
  expect(await call('imbot.v2.Bot.list', {})).toMatchObject({
    result: { bots: [{ id: 456 }, { id: bot.id }] },
  });
});

test('the code is shown for copying where no redirect address is accepted', async () => {
  const sandbox = await tempSandbox();
  sandbox.control.configure({ acceptsRedirectUri: false });

  const page = await fetch(`${sandbox.url}/oauth/authorize/`, {
    method: 'POST',
    body: new URLSearchParams({ answer: 'allow', client_id: SEED_APP.id, redirect_uri: redirectUri }),
  });

  const code = /<code id="code">(\w+)<\/code>/.exec(await page.text())?.[1] ?? '';
  expect((await exchange(sandbox, { grant_type: 'authorization_code', code, ...CLIENT })).status).toBe(200);
});

test.each(['javascript:alert(1)', 'http://evil.example/', 'no address'])(
  'the code is never sent to %s',
  async (target) => {
    const sandbox = await tempSandbox();

    const response = await fetch(`${sandbox.url}/oauth/authorize/`, {
      method: 'POST',
      body: new URLSearchParams({ answer: 'allow', client_id: SEED_APP.id, redirect_uri: target }),
      redirect: 'manual',
    });

    expect([response.status, response.headers.get('location')]).toEqual([200, null]);
  },
);

test('an answer lost after the exchange has used the refresh token up', async () => {
  const sandbox = await tempSandbox();
  const { refresh_token } = sandbox.control.issueTokens();
  const refresh = () => exchange(sandbox, { grant_type: 'refresh_token', refresh_token, ...CLIENT });
  sandbox.control.fault({ kind: 'cut', at: 'after-storing', method: 'oauth/token' });

  await expect(refresh()).rejects.toThrow();

  expect((await refresh()).body['error']).toBe('invalid_grant');
});
