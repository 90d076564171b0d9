import { appendFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startSandbox } from '#sandbox/sandbox.ts';
import type { Sandbox } from '#sandbox/sandbox.ts';
import { temporaryFolder } from '../support/temp-folder.ts';
import { tempSandbox } from '../support/temp-sandbox.ts';
import { ask, upload } from './ask.ts';

async function control(
  sandbox: Sandbox,
  method: string,
  path: string,
  body?: object,
): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`${sandbox.url}/sandbox/${path}`, {
    method,
    ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  return { status: response.status, body: await response.json() };
}

test('other processes set and clear faults over HTTP', async () => {
  const sandbox = await tempSandbox();

  await control(sandbox, 'POST', 'faults', [{ kind: 'refuse', code: 'X', times: 0 }]);
  const struck = await ask(sandbox, 'profile');
  await control(sandbox, 'DELETE', 'faults');

  expect(struck.error).toBe('X');
  expect((await ask(sandbox, 'profile')).status).toBe(200);
});

test.each([
  ['POST', 'faults', { kind: 'explode' }, 400],
  ['POST', 'faults', { kind: 'delay', ms: 1, tmies: 2 }, 400],
  ['PATCH', 'settings', { burts: 3 }, 400],
  ['POST', 'members', { dialog: 'chat99', members: [1] }, 404],
  ['GET', 'nothing', undefined, 404],
])('%s %s with a mistake in it is refused: %j', async (method, path, body, status) => {
  const sandbox = await tempSandbox();

  expect((await control(sandbox, method, path, body)).status).toBe(status);
});

test('a form of another website cannot throw the switches', async () => {
  const sandbox = await tempSandbox();

  const response = await fetch(`${sandbox.url}/sandbox/faults`, {
    method: 'POST',
    body: '{"kind":"withhold"}',
  });

  expect(response.status).toBe(415);
});

test('settings, members and messages are set over HTTP', async () => {
  const sandbox = await tempSandbox();

  const settings = await control(sandbox, 'PATCH', 'settings', { plan: 'free', movedTo: null });
  await control(sandbox, 'POST', 'members', { dialog: 'chat5', members: [2] });
  await control(sandbox, 'POST', 'messages', { dialog: 'chat5', authorId: 2, text: 'hi' });

  expect(settings.body).toMatchObject({ plan: 'free', burst: 50 });
  expect(sandbox.control.messages('chat5')).toMatchObject([{ author: 'Marina Ivanova', text: 'hi' }]);
});

test('the state tells what has arrived and what was asked, and holds no secret', async () => {
  const sandbox = await tempSandbox();
  await Promise.all([upload(sandbox, 'a.txt', 'abc'), upload(sandbox, 'b.txt', 'abc', 'chat7')]);

  const { body } = await control(sandbox, 'GET', 'state');

  expect(body).toMatchObject({
    dialogs: [
      {
        dialogId: 'chat5',
        title: 'Accounting',
        messages: [{ author: 'Chatdrop', file: { name: 'a.txt', size: 3 } }],
      },
      { dialogId: 'chat7', messages: [{ file: { name: 'b.txt' } }] },
      { dialogId: '1', title: 'Chatdrop', messages: [] },
    ],
    requests: { 'imbot.v2.file.upload': { requests: 2 } },
  });
  const text = JSON.stringify(body);
  expect(text).not.toContain(new URL(sandbox.webhook).pathname.split('/')[3]);
  expect(text).not.toContain('my_bot_token');
});

test('a restarted sandbox keeps its chats, files and webhook', async () => {
  const dataDir = temporaryFolder();
  const first = await startSandbox({ dataDir, requestsPerSecond: 0 });
  await upload(first, 'a.txt', 'abc');
  const before = first.control.state().dialogs;
  await first.close();
  await appendFile(join(dataDir, 'journal.jsonl'), '["message",{"id":9'); // cut off by a kill
  await appendFile(join(dataDir, 'files', 'orphan'), 'half an upload');

  const second = await startSandbox({ dataDir, requestsPerSecond: 0 });
  try {
    const again = await upload(second, 'a.txt', 'abc');

    expect(new URL(second.webhook).pathname).toBe(new URL(first.webhook).pathname);
    expect(again.result).toMatchObject({ file: { name: 'a (1).txt' } });
    const [old, added] = second.control.messages('chat5');
    expect(old).toEqual(before[0]?.messages[0]);
    expect(added?.id).toBeGreaterThan(old?.id ?? 0);
    expect(await readdir(join(dataDir, 'files'))).toHaveLength(2);
  } finally {
    await second.close();
  }

  const third = await startSandbox({ dataDir });
  expect(third.control.messages('chat5')).toHaveLength(2);
  await third.close();
});
