import { expect, test } from 'vitest';

import {
  getBot,
  listBots,
  newBotToken,
  registerBot,
  rotateBotToken,
  unregisterBot,
  updateBot,
} from '#bitrix24/admin/bots.ts';
import {
  addBot,
  deleteMessage,
  dialogState,
  isMember,
  makeChat,
  recentDialogs,
  searchDialogs,
  sendMessage,
} from '#bitrix24/chat/dialogs.ts';
import { BOT, going, sandboxPortal } from './sandbox-portal.ts';

const NEW = { code: 'scanner-hall', looks: { name: 'Scanner hall', color: 'AZURE' }, type: 'bot' } as const;

test('tokens are 32 characters, all different', () => {
  const tokens = Array.from({ length: 1_000 }, () => newBotToken().reveal());

  for (const token of tokens) expect(token).toMatch(/^[A-Za-z0-9]{32}$/);
  expect(new Set(tokens).size).toBe(1_000);
});

test('a bot is registered, found, listed, changed and removed', async () => {
  const { client } = await sandboxPortal();
  const token = newBotToken();

  const made = await registerBot(client.rest, { ...NEW, token }, going);
  const bot = { botId: made.botId, botToken: token };
  expect(made).toMatchObject({ code: 'scanner-hall', type: 'bot', isHidden: false });
  await expect(listBots(client.rest, token, going)).resolves.toEqual([
    expect.objectContaining({ botId: made.botId, name: 'Scanner hall' }),
  ]);
  await expect(getBot(client.rest, { code: 'scanner-hall' }, token, going)).resolves.toMatchObject({
    botId: made.botId,
  });

  await updateBot(client.rest, bot, { looks: { name: 'Scanner yard' }, isHidden: true }, going);
  await expect(getBot(client.rest, { botId: made.botId }, token, going)).resolves.toMatchObject({
    name: 'Scanner yard',
    isHidden: true,
  });

  await unregisterBot(client.rest, bot, going);
  await unregisterBot(client.rest, bot, going);
  await expect(getBot(client.rest, { botId: made.botId }, token, going)).rejects.toMatchObject({
    code: 'bot.unknown',
  });
});

/** A PNG as far as a portal looks at it: how it begins, and how large it says it is. */
function png(edge: number): string {
  const head = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
  const size = Buffer.alloc(8);
  size.writeUInt32BE(edge, 0);
  size.writeUInt32BE(8, 4);
  return Buffer.concat([head, size]).toString('base64');
}

test('a bot gets another picture, and keeps it when something else is changed', async () => {
  const { sandbox, client } = await sandboxPortal();
  const bot = await registerBot(
    client.rest,
    { ...NEW, looks: { ...NEW.looks, avatar: png(64) }, token: BOT.botToken },
    going,
  );
  const identity = { botId: bot.botId, botToken: BOT.botToken };

  const changed = await updateBot(client.rest, identity, { looks: { avatar: png(128) } }, going);
  const renamed = await updateBot(client.rest, identity, { looks: { name: 'Scanner yard' } }, going);

  expect(bot.avatar).toMatch(/^\/online\/avatar\//);
  expect(changed).toMatchObject({
    name: 'Scanner hall',
    avatar: expect.not.stringMatching(`^${bot.avatar}$`) as string,
  });
  expect(renamed).toMatchObject({ name: 'Scanner yard', avatar: changed.avatar });
  const served = await fetch(new URL(changed.avatar ?? '', sandbox.url));
  expect(Buffer.from(await served.arrayBuffer()).toString('base64')).toBe(png(128));
  expect(served.headers.get('content-type')).toBe('image/png');
});

test.each([
  ['what is no picture', Buffer.from('<svg/>').toString('base64')],
  ['one with the prefix of a data URL', `data:image/png;base64,${png(64)}`],
  ['one wider than 5,000 pixels', png(5_001)],
])('%s is refused as a picture, and nothing else is changed', async (_name, avatar) => {
  const { client } = await sandboxPortal();

  await expect(
    updateBot(client.rest, BOT, { looks: { name: 'Renamed', avatar } }, going),
  ).rejects.toMatchObject({ code: 'bot.refused' });

  await expect(getBot(client.rest, { botId: BOT.botId }, BOT.botToken, going)).resolves.toMatchObject({
    name: 'Chatdrop',
  });
});

test('registering twice is harmless, and a code of somebody else is refused', async () => {
  const { client } = await sandboxPortal();
  const token = newBotToken();

  const first = await registerBot(client.rest, { ...NEW, token }, going);
  const second = await registerBot(client.rest, { ...NEW, token }, going);

  expect(second.botId).toBe(first.botId);
  const strange = registerBot(client.rest, { ...NEW, token: newBotToken() }, going);
  await expect(strange).rejects.toMatchObject({ code: 'bot.taken' });
});

test('after a rotation only the new token works', async () => {
  const { client } = await sandboxPortal();
  const token = newBotToken();
  const next = newBotToken();
  const { botId } = await registerBot(client.rest, { ...NEW, token }, going);

  await rotateBotToken(client.rest, { botId, botToken: token }, next, going);

  const renamed = { looks: { name: 'x' } };
  await expect(updateBot(client.rest, { botId, botToken: token }, renamed, going)).rejects.toMatchObject({
    code: 'bot.not-ours',
  });
  await expect(updateBot(client.rest, { botId, botToken: next }, renamed, going)).resolves.toMatchObject({
    botId,
  });
});

test('recent dialogs come with chats and people', async () => {
  const { sandbox, client } = await sandboxPortal();
  sandbox.control.post('chat5', 2, 'hello');

  const dialogs = await recentDialogs(client.rest, 20, going);

  expect(dialogs).toContainEqual(expect.objectContaining({ id: 'chat5', kind: 'chat', title: 'Accounting' }));
  expect(dialogs).toContainEqual(expect.objectContaining({ id: 'chat7', title: 'Warehouse West' }));
  await expect(recentDialogs(client.rest, 1, going)).resolves.toHaveLength(1);
});

test('a search finds chats and people, and a single letter asks nobody', async () => {
  const { sandbox, client } = await sandboxPortal();

  await expect(searchDialogs(client.rest, 'Account', going)).resolves.toContainEqual(
    expect.objectContaining({ id: 'chat5', kind: 'chat' }),
  );
  await expect(searchDialogs(client.rest, 'Marina', going)).resolves.toContainEqual(
    expect.objectContaining({ id: '2', kind: 'person' }),
  );
  await expect(searchDialogs(client.rest, 'nobody at all', going)).resolves.toEqual([]);

  const before = sandbox.control.requests().requests;
  await expect(searchDialogs(client.rest, ' a ', going)).resolves.toEqual([]);
  expect(sandbox.control.requests().requests).toBe(before);
});

test('a bot outside a chat is added to it', async () => {
  const { sandbox, client } = await sandboxPortal();
  sandbox.control.setMembers('chat5', [1, 2]);

  await expect(isMember(client.rest, BOT, 'chat5', going)).resolves.toBe(false);
  await addBot(client.rest, BOT.botId, 'chat5', going);

  await expect(isMember(client.rest, BOT, 'chat5', going)).resolves.toBe(true);
  await expect(addBot(client.rest, BOT.botId, '2', going)).rejects.toMatchObject({ code: 'dialog.unknown' });
});

test('a chat is made with the bot in it, and takes a message that can be taken back', async () => {
  const { sandbox, client } = await sandboxPortal();

  const made = await makeChat(client.rest, BOT, { title: 'Scans', userIds: [1, 2] }, going);
  expect(made).toMatchObject({ id: `chat${made.chatId}`, title: 'Scans' });
  const messageId = await sendMessage(client.rest, BOT, made.id, 'A test', going);
  expect(sandbox.control.messages(made.id).at(-1)).toMatchObject({ id: messageId, text: 'A test' });
  await expect(dialogState(client.rest, BOT, made.id, going)).resolves.toMatchObject({
    newestMessageId: messageId,
  });

  await deleteMessage(client.rest, BOT, messageId, going);
  expect(sandbox.control.messages(made.id).some(({ id }) => id === messageId)).toBe(false);
});

test('a message whose answer was not seen is not asked for again', async () => {
  const { sandbox, client } = await sandboxPortal();
  sandbox.control.fault({ kind: 'cut', at: 'after-storing', method: 'imbot.v2.Chat.Message.send' });

  await expect(sendMessage(client.rest, BOT, 'chat5', 'A test', going)).rejects.toMatchObject({
    code: 'network.unanswered',
  });

  expect(sandbox.control.messages('chat5').filter(({ text }) => text === 'A test')).toHaveLength(1);
});
