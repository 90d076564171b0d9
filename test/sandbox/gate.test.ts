import { expect, test } from 'vitest';
import type { SettingsPatch } from '#sandbox/limits/settings.ts';
import { tempSandbox } from '../support/temp-sandbox.ts';
import { ask, BOT, post, upload } from './ask.ts';

const STATES: readonly (readonly [string, SettingsPatch, string, number])[] = [
  ['closed', { isClosed: true }, 'PORTAL_DELETED', 403],
  ['blocked by hand', { isOverloaded: true }, 'OVERLOAD_LIMIT', 503],
  ['without TLS where it is required', { isHttpsRequired: true }, 'INVALID_REQUEST', 400],
  ['with its webhook deleted', { webhook: 'revoked' }, 'NO_AUTH_FOUND', 401],
  ['with its user dismissed', { webhook: 'forbidden' }, 'INVALID_CREDENTIALS', 403],
  ['on a free plan', { plan: 'free' }, 'ACCESS_DENIED', 403],
  ['without the scope', { scopes: ['im'] }, 'insufficient_scope', 403],
];

test.each(STATES)('a portal %s refuses an upload and posts nothing', async (_, patch, error, status) => {
  const sandbox = await tempSandbox();
  sandbox.control.configure(patch);

  expect(await upload(sandbox, 'a.txt', 'a')).toMatchObject({ status, error });

  expect(sandbox.control.messages('chat5')).toEqual([]);
});

test('a wrong webhook code is refused', async () => {
  const sandbox = await tempSandbox();

  expect(await post(`${sandbox.url}/rest/1/wrongcode/profile`, '')).toMatchObject({
    error: 'NO_AUTH_FOUND',
    status: 401,
  });
  expect(await post(sandbox.webhook.replace('/1/', '/2/') + 'profile', '')).toMatchObject({
    error: 'NO_AUTH_FOUND',
  });
});

test('the bucket takes a burst, refuses the next request and drains with time', async () => {
  let now = 1_000_000;
  const sandbox = await tempSandbox({ requestsPerSecond: 2, burst: 3, clock: { now: () => now } });
  const codes = async (count: number) => {
    const errors = [];
    for (let n = 0; n < count; n += 1) errors.push((await ask(sandbox, 'profile')).error ?? 'ok');
    return errors;
  };

  const burst = await codes(4);
  now += 1_000;
  const later = await codes(3);

  expect(burst).toEqual(['ok', 'ok', 'ok', 'QUERY_LIMIT_EXCEEDED']);
  expect(later).toEqual(['ok', 'ok', 'QUERY_LIMIT_EXCEEDED']);
});

test('a method that has worked too long is blocked until its oldest bucket falls off', async () => {
  let now = 60_000_000;
  const sandbox = await tempSandbox({ clock: { now: () => now } });
  sandbox.control.configure({ operatingLimitSeconds: 480, operatingCostSeconds: 240 });

  const first = await ask(sandbox, 'profile');
  await ask(sandbox, 'profile');
  const blocked = await ask(sandbox, 'profile');
  const other = await ask(sandbox, 'scope');
  now = Number(first.time['operating_reset_at']) * 1000;
  const free = await ask(sandbox, 'profile');

  expect(first.time).toMatchObject({ operating: 240, operating_reset_at: 60_600 });
  expect(blocked).toMatchObject({ status: 429, error: 'OPERATION_TIME_LIMIT' });
  expect([other.status, free.status]).toEqual([200, 200]);
});

test('a body above the server’s own limit is refused with HTML before it is read', async () => {
  const sandbox = await tempSandbox();
  sandbox.control.configure({ maxBodyBytes: 1000 });

  const response = await fetch(`${sandbox.webhook}profile`, { method: 'POST', body: 'x'.repeat(1001) });

  expect([response.status, response.headers.get('content-type')]).toEqual([413, 'text/html']);
});

test('a renamed portal points to its new address, where the same webhook form works', async () => {
  const [old, renamed] = [await tempSandbox(), await tempSandbox()];
  old.control.configure({ movedTo: renamed.url });

  const response = await fetch(`${old.webhook}profile?a=1`, { method: 'POST', redirect: 'manual' });

  const location = response.headers.get('location');
  expect([response.status, location]).toEqual([
    302,
    `${renamed.url}${new URL(old.webhook).pathname}profile?a=1`,
  ]);
  expect(await ask(renamed, 'profile')).toMatchObject({ status: 200 });
});

test('the checks of the portal come before those of the method', async () => {
  const sandbox = await tempSandbox();
  sandbox.control.configure({ plan: 'free', scopes: [] });

  const plan = await ask(sandbox, 'imbot.v2.File.upload', {});
  sandbox.control.configure({ plan: 'commercial' });
  const scope = await ask(sandbox, 'imbot.v2.File.upload', {});
  const unknown = await ask(sandbox, 'imbot.v2.Nothing', BOT);

  expect([plan.error, scope.error, unknown.error]).toEqual([
    'ACCESS_DENIED',
    'insufficient_scope',
    'ERROR_METHOD_NOT_FOUND',
  ]);
});
