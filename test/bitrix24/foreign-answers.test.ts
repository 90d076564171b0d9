import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { answerJson } from '#test/support/script-server.ts';
import { connect, post, TARGET } from './portal-fixture.ts';
import { fileOf, portal } from './post-fixture.ts';

const own = {
  messageId: 17,
  chatId: 5,
  dialogId: 'chat5',
  file: { id: 9, name: 'report (2).pdf', size: 10 },
};

test.each([
  ['the upload’s own', own],
  ['ids as text', { ...own, messageId: '17', chatId: '5', file: { ...own.file, id: '9', size: '10' } }],
  ['no file', { messageId: 17, chatId: 5, dialogId: 'chat5' }],
  ['the message alone', { messageId: 17 }],
])('an answer with %s is a receipt', async (_, result) => {
  const server = await portal((_seen, response) => answerJson(response, { result }));
  const { file } = await fileOf(10);

  const { outcome } = await post(connect(server.origin), file);

  expect(outcome).toMatchObject({ type: 'posted', receipt: { messageId: 17 } });
});

const FOREIGN: readonly (readonly [what: string, result: unknown])[] = [
  ['another chat', { ...own, chatId: 6 }],
  ['another dialog', { ...own, dialogId: 'chat55' }],
  ['a person’s dialog', { ...own, dialogId: '5' }],
  ['another size', { ...own, file: { ...own.file, size: 11 } }],
  ['a size that is no number', { ...own, file: { ...own.file, size: 'ten' } }],
  ['another name', { ...own, file: { ...own.file, name: 'other.pdf' } }],
  ['no message', { ...own, messageId: null }],
  ...[true, '0x10', ' 7 ', '7.0', '', 0, -7, 7.5, '9'.repeat(17), [7], { id: 7 }].map(
    (messageId) => [`the message id ${JSON.stringify(messageId)}`, { ...own, messageId }] as const,
  ),
];

test.each(FOREIGN)('an answer with %s leaves open what became of the file', async (_, result) => {
  const server = await portal((_seen, response) => answerJson(response, { result }));
  const { file } = await fileOf(10);

  const { outcome } = await post(connect(server.origin), file);

  expect(outcome).toMatchObject({ type: 'failed', error: { code: 'network.unanswered' } });
});

test('an answer with a result and an error leaves open what became of the file', async () => {
  const server = await portal((_seen, response) =>
    answerJson(response, { result: own, error: 'ERROR_CORE', error_description: '' }, 400),
  );
  const { file } = await fileOf(10);

  const { outcome } = await post(connect(server.origin), file);

  expect(outcome).toMatchObject({ type: 'failed', error: { code: 'network.unanswered' } });
});

/** A portal made of sockets: `answer` gets each request's socket once its last byte has come. */
async function socketPortal(answer: (socket: Socket, count: number) => void) {
  let count = 0;
  const connections: Socket[] = [];
  const server = createServer((socket) => {
    connections.push(socket);
    let text = '';
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
      const length = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? Infinity);
      if (text.length < text.indexOf('\r\n\r\n') + 4 + length) return;
      text = '';
      answer(socket, ++count);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of connections) socket.destroy();
    server.close();
  });
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, connections };
}

function http(value: unknown): string {
  const body = JSON.stringify(value);
  return `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

test.each([
  ['a second answer', http({ result: { ...own, messageId: 18 } })],
  ['the same answer', http({ result: own })],
  ['anything', 'nobody asked for this'],
])(
  '%s that comes with the answer makes both doubtful, and the next upload has another connection',
  async (_, more) => {
    const { origin, connections } = await socketPortal((socket, count) => {
      socket.write(http({ result: { ...own, messageId: 16 + count } }) + (count === 1 ? more : ''));
    });
    const client = connect(origin);
    const { file } = await fileOf(10);

    const first = await post(client, file);
    const second = await post(client, file);

    expect(first.outcome).toMatchObject({ type: 'failed', error: { code: 'network.unanswered' } });
    expect(second.outcome).toMatchObject({ type: 'posted', receipt: { messageId: 18 } });
    expect(connections).toHaveLength(2);
  },
);

test('a late answer never becomes the receipt of the next upload', async () => {
  const late: Socket[] = [];
  const { origin } = await socketPortal((socket, count) => {
    for (const before of late) before.write(http({ result: { ...own, messageId: 90 } }));
    late.push(socket);
    socket.write(http({ result: { ...own, messageId: 16 + count } }));
  });
  const client = connect(origin);
  const { file } = await fileOf(10);

  const ids: unknown[] = [];
  for (let count = 0; count < 5; count++) {
    const { outcome } = await post(client, file);
    ids.push(outcome.type === 'posted' && outcome.receipt.messageId);
  }

  expect(ids).toEqual([17, 18, 19, 20, 21]);
});

test('a kept connection on which something comes that nobody asked for answers no further question', async () => {
  const chat = (lastMessageId: number) => http({ result: { chat: { lastMessageId } } });
  let stray: Socket | undefined;
  const { origin, connections } = await socketPortal((socket, count) => {
    stray = socket;
    socket.write(chat(count));
  });
  const client = connect(origin);
  onTestFinished(() => client.close());
  const ask = () => client.newestMessageId(TARGET, new AbortController().signal);

  await expect(ask()).resolves.toBe(1);
  await expect(ask()).resolves.toBe(2);
  expect(connections).toHaveLength(1);
  stray?.write(chat(4711));
  await once(connections[0]!, 'close');

  await expect(ask()).resolves.toBe(3);
  expect(connections).toHaveLength(2);
});
