import { createHash } from 'node:crypto';

import { expect, test } from 'vitest';

import { answerJson, posted } from '#test/support/script-server.ts';
import { BOT_TOKEN, CODE, connect, post } from './portal-fixture.ts';
import { fileOf, portal } from './post-fixture.ts';

const SIZES = [1, 2, 3, 49_151, 49_152, 49_153, 98_304, 1_000_000];

test.each(SIZES)('a file of %i bytes arrives whole in one request', async (size) => {
  const server = await portal((_seen, response) => answerJson(response, posted()));
  const { file, content } = await fileOf(size, { caption: 'as of today' });

  const { outcome, starts } = await post(connect(server.origin), file);

  const sha256 = createHash('sha256').update(content).digest('hex');
  expect(outcome).toEqual({
    type: 'posted',
    receipt: { messageId: 17, fileId: 9, chatId: 5, storedName: 'report (1).pdf', sha256 },
  });
  expect(starts).toBe(1);
  expect(server.seen).toHaveLength(1);
  expect(server.seen[0]).toMatchObject({ method: 'POST', url: `/rest/7/${CODE}/imbot.v2.File.upload` });
  expect(server.seen[0]?.headers['content-type']).toBe('application/json');
  expect(JSON.parse(server.seen[0]?.body ?? '')).toEqual({
    botId: 456,
    botToken: BOT_TOKEN,
    dialogId: 'chat5',
    fields: { name: 'report.pdf', message: 'as of today', content: content.toString('base64') },
  });
});

test('names with quotes, Cyrillic, emoji and lone surrogates survive', async () => {
  const server = await portal((_seen, response) => answerJson(response, posted()));
  const name = 'Отчёт "№ 5" [копия] \\ 😀 \uD800.pdf';
  const { file } = await fileOf(10, { name });

  await post(connect(server.origin), file);

  const body = JSON.parse(server.seen[0]?.body ?? '') as { fields: { name: string } };
  expect(body.fields.name).toBe(name);
});

test.each([
  ['no message id', { result: { file: { id: 1 } } }],
  ['a message id of 0', posted(0)],
  ['a negative message id', posted(-4)],
  ['text for a message id', posted('soon')],
  ['a fraction', posted(1.5)],
])('a 200 with %s is not a delivery', async (_what, answer) => {
  const server = await portal((_seen, response) => answerJson(response, answer));
  const { file } = await fileOf(10);

  const { outcome } = await post(connect(server.origin), file);

  expect(outcome).toMatchObject({ type: 'failed', error: { code: 'network.unanswered', remedy: 'verify' } });
});

test('a message id that comes as text counts', async () => {
  const server = await portal((_seen, response) => answerJson(response, posted('17')));
  const { file } = await fileOf(10);

  const { outcome } = await post(connect(server.origin), file);

  expect(outcome).toMatchObject({ type: 'posted', receipt: { messageId: 17 } });
});

test('what onStart throws ends the attempt with nothing sent', async () => {
  const server = await portal((_seen, response) => answerJson(response, posted()));
  const { file } = await fileOf(100);

  const { outcome } = await post(connect(server.origin), file, {
    onStart: () => {
      throw new Error('ledger full');
    },
  });

  expect(outcome).toMatchObject({ type: 'failed', error: { code: 'internal' }, sentBytes: 0 });
  expect(server.started()).toBe(0);
});

test('progress grows and never passes the size', async () => {
  const server = await portal((_seen, response) => answerJson(response, posted()));
  const { file } = await fileOf(1_000_000);
  const seen: number[] = [];
  let now = 0;
  const clock = {
    now: () => 0,
    monotonicMs: () => (now += 1_000),
    setTimer: () => ({ cancel: () => undefined }),
  };

  await post(connect(server.origin, { clock }), file, { onProgress: (bytes) => seen.push(bytes) });

  expect(seen.length).toBeGreaterThan(5);
  expect(seen).toEqual(seen.toSorted((a, b) => a - b));
  expect(seen.at(-1)).toBe(1_000_000);
});
