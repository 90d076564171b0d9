import { onTestFinished, expect, test } from 'vitest';

import { Secret } from '#domain/secret.ts';
import type { PortalClient } from '#bitrix24/portal-client.ts';
import { answerJson, startScriptServer } from '#test/support/script-server.ts';
import { connect, post, testFile } from './portal-fixture.ts';
import { BOT, going, sandboxPortal } from './sandbox-portal.ts';

const CHAT = { portal: 'office', bot: 'scanner', dialog: 'chat5' };
const person = (id: number) => ({ ...CHAT, dialog: String(id) });

/** Posts a file and forgets the answer. */
async function posting(client: PortalClient, target = CHAT, name = 'report.pdf'): Promise<void> {
  const made = await testFile(1_234, { target, name });
  onTestFinished(() => made.remove());
  const { outcome } = await post(client, made.file);
  expect(outcome.type).toBe('posted');
}

test('a file that arrived is found among other people’s messages, with its name and size', async () => {
  const { sandbox, client } = await sandboxPortal();
  const before = sandbox.control.post('chat5', 2, 'Good morning');
  sandbox.control.post('chat5', 2, 'Where is the report?');
  await posting(client);
  sandbox.control.post('chat5', 2, 'Thanks');

  const look = await client.messagesSince(CHAT, before, going);

  expect(look).toMatchObject({ type: 'messages', botId: 456 });
  expect(
    look.type === 'messages' && look.messages.map(({ authorId, file }) => [authorId, file?.name, file?.size]),
  ).toEqual([
    [2, undefined, undefined],
    [2, undefined, undefined],
    [456, 'report.pdf', 1_234],
    [2, undefined, undefined],
  ]);
});

test('a glance shows what came with one request, and nothing where messages may not be read', async () => {
  const { sandbox, client } = await sandboxPortal();
  const before = sandbox.control.post('chat5', 2, 'Good morning');
  await posting(client);
  await client.canReadMessages(CHAT, going);
  sandbox.control.resetTraffic();

  const glance = await client.recentMessages(CHAT, before, going);

  expect(glance).toMatchObject({
    botId: 456,
    messages: [{ authorId: 456, file: { name: 'report.pdf', size: 1_234 } }],
  });
  expect(sandbox.control.requests().requests).toBe(1);
  await expect(client.recentMessages(person(2), before, going)).resolves.toBeUndefined();
});

test('of a dialog into which nothing came only the message before is read', async () => {
  const { sandbox, client } = await sandboxPortal();
  const before = sandbox.control.post('chat5', 2, 'Good morning');

  await expect(client.messagesSince(CHAT, before, going)).resolves.toEqual({
    type: 'messages',
    botId: 456,
    messages: [{ messageId: before, authorId: 2, text: 'Good morning', file: undefined }],
  });
});

test('every message is read however many came', async () => {
  const { sandbox, client } = await sandboxPortal();
  const before = sandbox.control.post('chat5', 2, 'first');
  const ids = Array.from({ length: 123 }, (_, index) => sandbox.control.post('chat5', 2, `message ${index}`));

  const look = await client.messagesSince(CHAT, before, going);

  expect(look.type === 'messages' && look.messages.map(({ messageId }) => messageId)).toEqual([
    before,
    ...ids,
  ]);
});

test('the bot’s private chat with the portal’s own user is read under the bot’s id', async () => {
  const { client } = await sandboxPortal();
  await posting(client, person(1));

  await expect(client.canReadMessages(person(1), going)).resolves.toBe(true);
  await expect(client.messagesSince(person(1), 0, going)).resolves.toMatchObject({
    type: 'messages',
    messages: [{ authorId: 456, file: { size: 1_234 } }],
  });
});

test('a private chat with somebody else is not mistaken for the user’s own chat with them', async () => {
  const { client } = await sandboxPortal();
  await posting(client, person(2));

  await expect(client.canReadMessages(person(2), going)).resolves.toBe(false);
  await expect(client.messagesSince(person(2), 0, going)).resolves.toMatchObject({ type: 'newest' });
});

test('without scope im only the newest id is known', async () => {
  const { sandbox, client } = await sandboxPortal();
  sandbox.control.configure({ scopes: ['imbot'] });
  const newest = sandbox.control.post('chat5', 2, 'Good morning');

  await expect(client.canReadMessages(CHAT, going)).resolves.toBe(false);
  await expect(client.messagesSince(CHAT, newest - 1, going)).resolves.toEqual({
    type: 'newest',
    messageId: newest,
  });
  await expect(client.newestMessageId(CHAT, going)).resolves.toBe(newest);
});

test('without scope im a personal bot sees that nothing of its own came, and leaves open what came of its own', async () => {
  let bot = BOT;
  const { sandbox, client } = await sandboxPortal({ bots: () => bot });
  sandbox.control.configure({ scopes: ['imbot'] });
  const botToken = new Secret('a personal token');
  const fields = {
    code: 'personal',
    type: 'personal',
    botToken: botToken.reveal(),
    properties: { name: 'P' },
  };
  const made = await client.rest.call(
    'imbot.v2.Bot.register',
    { fields },
    { signal: going, effect: 'write' },
  );
  bot = { botId: (made as { readonly bot: { readonly id: number } }).bot.id, botToken };
  sandbox.control.setMembers('chat5', [1, 2, bot.botId]);
  const before = sandbox.control.post('chat5', 2, 'Good morning');
  const chatter = sandbox.control.post('chat5', 2, 'Where is the report?');

  const silent = await client.messagesSince(CHAT, before, going);
  await posting(client);
  const newest = sandbox.control.post('chat5', 2, 'Thanks');
  const open = await client.messagesSince(CHAT, before, going);

  expect(silent).toMatchObject({
    type: 'messages',
    botId: bot.botId,
    messages: [{ messageId: before }, { messageId: chatter }],
  });
  // The answer names neither size nor name of a file, so that another one of ours could pass for this one.
  expect(open).toEqual({ type: 'newest', messageId: newest });
});

test('a chat the user has left is no longer read, and that is asked only once', async () => {
  const { sandbox, client } = await sandboxPortal();
  await expect(client.canReadMessages(CHAT, going)).resolves.toBe(true);
  sandbox.control.setMembers('chat5', [2, 456]);
  const newest = sandbox.control.post('chat5', 2, 'He is gone');

  await expect(client.messagesSince(CHAT, 0, going)).resolves.toEqual({ type: 'newest', messageId: newest });
  const asked = sandbox.control.requests('im.dialog.messages.get').requests;
  await expect(client.canReadMessages(CHAT, going)).resolves.toBe(false);
  expect(sandbox.control.requests('im.dialog.messages.get').requests).toBe(asked);
});

test('scopes are asked once, and again when the portal says one is missing', async () => {
  const { sandbox, client } = await sandboxPortal();
  await client.canReadMessages(CHAT, going);
  await client.canReadMessages({ ...CHAT, dialog: 'chat7' }, going);
  expect(sandbox.control.requests('scope').requests).toBe(1);

  sandbox.control.configure({ scopes: ['imbot'] });
  await expect(client.messagesSince(CHAT, 0, going)).resolves.toMatchObject({ type: 'newest' });
  await expect(client.canReadMessages({ ...CHAT, dialog: 'chat7' }, going)).resolves.toBe(false);
  expect(sandbox.control.requests('scope').requests).toBe(2);
});

test('a bot that is not in the chat is told so', async () => {
  const { sandbox, client } = await sandboxPortal();
  sandbox.control.setMembers('chat5', [1, 2]);

  await expect(client.newestMessageId(CHAT, going)).rejects.toMatchObject({ code: 'dialog.access-denied' });
  await expect(client.probe(CHAT, going)).rejects.toMatchObject({ code: 'dialog.access-denied' });
  sandbox.control.setMembers('chat5', [1, 2, 456]);
  await expect(client.probe(CHAT, going)).resolves.toBeUndefined();
});

/** A portal of the test's own for answers the sandbox does not give. */
async function scripted(answers: Readonly<Record<string, unknown>>): Promise<PortalClient> {
  const server = await startScriptServer((seen, response) => {
    const known = Object.hasOwn(answers, seen.restMethod);
    answerJson(response, known ? { result: answers[seen.restMethod] } : { error: 'ERROR_METHOD_NOT_FOUND' });
  });
  const client = connect(server.origin, { bots: () => BOT });
  onTestFinished(async () => {
    client.close();
    await server.close();
  });
  return client;
}

const NEWEST_60 = { chat: { id: 5, lastMessageId: '60' } };

test('an empty page does not pass for "nothing came" when the chat has a newer message', async () => {
  const client = await scripted({
    scope: ['imbot', 'im'],
    'imbot.v2.Chat.get': NEWEST_60,
    'im.dialog.messages.get': { messages: [], files: [], users: [] },
  });

  await expect(client.messagesSince(CHAT, 50, going)).resolves.toEqual({ type: 'newest', messageId: 60 });
});

test('a message of the bot whose file is missing from the answer leaves the question open', async () => {
  const client = await scripted({
    scope: ['im'],
    'imbot.v2.Chat.get': NEWEST_60,
    'im.dialog.messages.get': {
      messages: [{ id: '60', author_id: '456', text: '', params: { FILE_ID: '9' } }],
      files: [],
    },
  });

  await expect(client.messagesSince(CHAT, 50, going)).resolves.toEqual({ type: 'newest', messageId: 60 });
});

test('a bot that may read its chats sees that nothing of its own came', async () => {
  const client = await scripted({
    scope: ['imbot'],
    'imbot.v2.Chat.get': NEWEST_60,
    'imbot.v2.Chat.Message.getContext': {
      messages: [
        { id: 50, authorId: 2, text: 'old' },
        { id: 60, authorId: 2, text: 'new' },
      ],
      hasPrevPage: true,
    },
  });

  await expect(client.messagesSince(CHAT, 50, going)).resolves.toEqual({
    type: 'messages',
    botId: 456,
    messages: [
      { messageId: 50, authorId: 2, text: 'old', file: undefined },
      { messageId: 60, authorId: 2, text: 'new', file: undefined },
    ],
  });
});

test.each([
  [
    'one of its own came',
    [
      { id: 50, authorId: 2 },
      { id: 60, authorId: 456 },
    ],
  ],
  [
    'the messages do not reach back',
    [
      { id: 55, authorId: 2 },
      { id: 60, authorId: 2 },
    ],
  ],
])('a bot that may read its chats cannot decide when %s', async (_what, messages) => {
  const client = await scripted({
    scope: ['imbot'],
    'imbot.v2.Chat.get': NEWEST_60,
    'imbot.v2.Chat.Message.getContext': { messages, hasPrevPage: true },
  });

  await expect(client.messagesSince(CHAT, 50, going)).resolves.toEqual({ type: 'newest', messageId: 60 });
});
