import { once } from 'node:events';
import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { expect, test, vi } from 'vitest';
import type { Fault } from '#sandbox/faults/fault.ts';
import { tempSandbox } from '../support/temp-sandbox.ts';
import { ask, upload } from './ask.ts';

const method = 'imbot.v2.File.upload';

const CUTS: readonly (readonly [Extract<Fault, { kind: 'cut' }>['at'], number])[] = [
  ['before-body', 0],
  ['in-body', 0],
  ['after-body', 0],
  ['after-storing', 1],
  ['in-answer', 1],
];

test.each(CUTS)('a connection cut %s leaves %i messages, and the next upload passes', async (at, posted) => {
  const sandbox = await tempSandbox();
  sandbox.control.fault({ kind: 'cut', at, method });

  await expect(upload(sandbox, 'a.txt', 'x'.repeat(300_000))).rejects.toThrow();

  expect(sandbox.control.messages('chat5')).toHaveLength(posted);
  expect((await upload(sandbox, 'b.txt', 'b')).status).toBe(200);
});

test('a body that ends early is never posted', async () => {
  const sandbox = await tempSandbox();
  const client = request(`${sandbox.webhook}${method}`, {
    method: 'POST',
    headers: { 'content-length': 1000 },
  });
  client.on('error', () => undefined); // the connection is ours to end
  client.write(
    '{"botId":456,"botToken":"my_bot_token","dialogId":"chat5","fields":{"name":"a","content":"aGk="}}',
  );
  await vi.waitFor(() => expect(sandbox.control.requests(method).requests).toBe(1));

  client.destroy();

  await upload(sandbox, 'b.txt', 'b');
  expect(sandbox.control.messages('chat5').map(({ file }) => file?.name)).toEqual(['b.txt']);
});

test('a withheld answer never comes, though the file is posted', async () => {
  const sandbox = await tempSandbox();
  sandbox.control.fault({ kind: 'withhold', method });
  const waiting = upload(sandbox, 'a.txt', 'a').catch(() => 'no answer');

  await vi.waitFor(() => expect(sandbox.control.messages('chat5')).toHaveLength(1));
  await sandbox.close();

  expect(await waiting).toBe('no answer');
});

test('a late commit posts the file though the client has gone', async () => {
  const sandbox = await tempSandbox();
  sandbox.control.fault({ kind: 'late-commit', ms: 150, method });
  const body = JSON.stringify({
    botId: 456,
    botToken: 'my_bot_token',
    dialogId: 'chat5',
    fields: { name: 'a.txt', content: 'aGk=' },
  });
  const client = request(`${sandbox.webhook}${method}`, { method: 'POST' });
  client.on('error', () => undefined); // the connection is ours to end
  client.end(body);
  await once(client, 'finish');
  await vi.waitFor(() => expect(sandbox.control.requests(method).requests).toBe(1));

  client.destroy();

  expect(sandbox.control.messages('chat5')).toEqual([]);
  await vi.waitFor(() => expect(sandbox.control.messages('chat5')).toHaveLength(1), 5_000);
});

test('a request whose client goes away during a delay has asked for nothing', async () => {
  const sandbox = await tempSandbox();
  sandbox.control.fault({ kind: 'delay', ms: 100, times: 2, method });
  const fields = { name: 'a.txt', content: 'aGk=' };
  const giveUp = AbortSignal.timeout(20);

  const gone = fetch(`${sandbox.webhook}${method}`, {
    method: 'POST',
    body: JSON.stringify({ botId: 456, botToken: 'my_bot_token', dialogId: 'chat5', fields }),
    signal: giveUp,
  });

  await expect(gone).rejects.toThrow();
  await vi.waitFor(() => expect(sandbox.control.requests(method)).toMatchObject({ requests: 1 }));
  await upload(sandbox, 'later.txt', 'x'); // delayed as well, so the first one's delay is over before it
  expect(sandbox.control.messages('chat5').map(({ file }) => file?.name)).toEqual(['later.txt']);
});

test('any answer can be put in place of the real one', async () => {
  const sandbox = await tempSandbox();
  const html = '<html><body>Bad gateway</body></html>';
  sandbox.control.fault({ kind: 'answer', status: 502, body: html, contentType: 'text/html', method });

  const response = await fetch(`${sandbox.webhook}${method}`, { method: 'POST', body: '{}' });

  expect(response.status).toBe(502);
  expect(response.headers.get('content-type')).toBe('text/html');
  expect(await response.text()).toBe(html);
});

test('a redirect names its target and is not followed by the sandbox', async () => {
  const sandbox = await tempSandbox();
  sandbox.control.fault({ kind: 'answer', status: 302, location: 'https://new.example/', method: 'profile' });

  const response = await fetch(`${sandbox.webhook}profile`, { method: 'POST', redirect: 'manual' });

  expect([response.status, response.headers.get('location')]).toEqual([302, 'https://new.example/']);
});

test('a refusal can have any code, status and text', async () => {
  const sandbox = await tempSandbox();
  sandbox.control.fault({ kind: 'refuse', code: 'FILE_FOLDER_ERROR' });
  sandbox.control.fault({ kind: 'refuse', code: '', status: 418, description: 'teapot' });

  expect(await ask(sandbox, 'profile')).toMatchObject({ status: 400, error: 'FILE_FOLDER_ERROR' });
  expect(await ask(sandbox, 'profile')).toMatchObject({ status: 418, error: '', description: 'teapot' });
  expect(await ask(sandbox, 'profile')).toMatchObject({ status: 200 });
});

test('a message that could not be sent leaves its file on the Drive, so a retry gets another name', async () => {
  const sandbox = await tempSandbox();
  sandbox.control.fault({ kind: 'refuse', code: 'FILE_SEND_FAILED', method });

  const failed = await upload(sandbox, 'a.txt', 'a');
  await upload(sandbox, 'a.txt', 'a');

  expect(failed).toMatchObject({ status: 400, error: 'FILE_SEND_FAILED' });
  expect(sandbox.control.messages('chat5').map(({ file }) => file?.name)).toEqual(['a (1).txt']);
});

test('an early answer reaches a client that is still sending', async () => {
  const sandbox = await tempSandbox();
  sandbox.control.configure({ maxBodyBytes: 1_000_000 });
  const body = Buffer.alloc(20_000_000, ' ');
  const client = request(`${sandbox.webhook}${method}`, {
    method: 'POST',
    headers: { 'content-length': body.length },
  });

  client.end(body);
  const [response] = (await once(client, 'response')) as [IncomingMessage];
  client.on('error', () => undefined); // what is left of the body need not arrive
  client.destroy();

  expect(response.statusCode).toBe(413);
});

test('slow reading and slow answers still end in a whole answer', async () => {
  const sandbox = await tempSandbox();
  sandbox.control.fault({ kind: 'slow-read', bytesPerSecond: 10_000_000 });
  sandbox.control.fault({ kind: 'drip', ms: 1 });

  const answer = await upload(sandbox, 'a.txt', 'x'.repeat(200_000));

  expect(answer.result).toMatchObject({ file: { size: 200_000 } });
});

test('a fault strikes its own method only, as often as it was told, after what it lets pass', async () => {
  const sandbox = await tempSandbox();
  sandbox.control.fault({ kind: 'refuse', code: 'X', method: 'PROFILE', skip: 1, times: 2 });

  const codes = [];
  for (const name of ['scope', 'profile', 'profile', 'profile', 'profile']) {
    codes.push((await ask(sandbox, name)).error);
  }

  expect(codes).toEqual([undefined, undefined, 'X', 'X', undefined]);
});

test('a fault without an end strikes until it is cleared', async () => {
  const sandbox = await tempSandbox();
  sandbox.control.fault({ kind: 'refuse', code: 'X', times: 0 });

  const struck = [await ask(sandbox, 'profile'), await ask(sandbox, 'scope')];
  sandbox.control.clearFaults();

  expect(struck.map(({ error }) => error)).toEqual(['X', 'X']);
  expect((await ask(sandbox, 'profile')).status).toBe(200);
});
