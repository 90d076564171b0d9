import { afterAll, beforeAll, expect, test } from 'vitest';

import { KNOWN_REST_CODES } from '#bitrix24/client/rest-codes.ts';
import { answerJson, posted, startScriptServer, type ScriptServer } from '#test/support/script-server.ts';
import { ERROR_ROWS, type ErrorRow } from './error-rows.ts';
import { BOT_TOKEN, CODE, connect, post, TARGET, testFile, type TestFile } from './portal-fixture.ts';

const moved = { code: 'portal.moved', remedy: 'ask-user', scope: 'portal' } as const;

let server: ScriptServer;
let made: TestFile;
let row: ErrorRow | undefined;

beforeAll(async () => {
  made = await testFile(100_000);
  server = await startScriptServer((_seen, response) => {
    response.writeHead(row?.status ?? 500, row?.headers);
    response.end(row?.body);
  });
});
afterAll(async () => {
  await server.close();
  await made.remove();
});

test.each(ERROR_ROWS)('an upload answered by $what is $code', async (expected) => {
  row = expected;
  const before = server.seen.length;

  const { outcome, starts } = await post(connect(server.origin), made.file);

  expect(outcome).toMatchObject({
    type: 'failed',
    error: { code: expected.code, remedy: expected.remedy, scope: expected.scope },
  });
  expect(starts).toBe(1);
  // A damaged upload looks like one without credentials, so a small call follows.
  const isDoubtful = /NO_AUTH_FOUND|_NOT_SPECIFIED/.test(expected.what);
  expect(server.seen.length - before).toBe(isDoubtful ? 2 : 1);
  const text = outcome.type === 'failed' ? `${outcome.error.message} ${outcome.error.origin ?? ''}` : '';
  expect(text).not.toContain(CODE);
  expect(text).not.toContain(BOT_TOKEN);
});

test.each(ERROR_ROWS)(
  'a question answered by $what never sends anybody to look into the chat',
  async (expected) => {
    row = expected;
    const before = server.seen.length;

    const asked = connect(server.origin).newestMessageId(TARGET, new AbortController().signal);

    const code = expected.remedy === 'verify' ? 'portal.not-answering' : expected.code;
    await expect(asked).rejects.toMatchObject({ code });
    expect(server.seen.length - before).toBe(1);
  },
);

test('a question that is not about a dialog takes ACCESS_DENIED for the plan', async () => {
  row = ERROR_ROWS.find(({ what }) => what === 'ACCESS_DENIED with 403');

  const asked = connect(server.origin).rest.call('profile', {}, { signal: new AbortController().signal });

  await expect(asked).rejects.toMatchObject({ code: 'portal.plan' });
});

test('a redirect names the new host, and nothing goes there', async () => {
  const elsewhere = await startScriptServer((_seen, response) => answerJson(response, posted()));
  try {
    const location = `${elsewhere.origin}/rest/7/${CODE}/imbot.v2.File.upload`;
    row = { what: '', ...moved, status: 302, body: '', headers: { Location: location } };

    const { outcome } = await post(connect(server.origin), made.file);

    expect(outcome).toMatchObject({ error: { code: 'portal.moved', host: new URL(elsewhere.origin).host } });
    expect(elsewhere.started()).toBe(0);
  } finally {
    await elsewhere.close();
  }
});

test('the table is as large as the reference', () => {
  expect(ERROR_ROWS.length).toBeGreaterThanOrEqual(60);
  expect(KNOWN_REST_CODES.length).toBeGreaterThanOrEqual(60);
});
