import { expect, test } from 'vitest';
import { tempSandbox } from '../support/temp-sandbox.ts';
import { ask, BOT, post, upload } from './ask.ts';

const A_NUMBER: unknown = expect.any(Number);
const A_STRING: unknown = expect.any(String);
const A_TIME: unknown = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00$/);
const CHAT = { ...BOT, dialogId: 'chat5' };
const NEW_BOT = { code: 'scanner', botToken: 'new-token', properties: { name: 'Scanner' } };

/** Method, parameters, and what the result holds. */
const RESULTS: readonly (readonly [string, object, unknown])[] = [
  ['profile', {}, { ID: '1', ADMIN: true, NAME: 'Anna', LAST_NAME: 'Keller' }],
  ['PROFILE.json', {}, { ID: '1' }],
  ['scope', {}, ['imbot', 'im']],
  ['server.time', {}, A_TIME],
  ['imbot.v2.Revision.get', {}, { rest: A_NUMBER }],
  ['imbot.v2.Bot.list', BOT, { bots: [{ id: 456, code: 'chatdrop', countChat: 3 }], hasNextPage: false }],
  ['imbot.v2.Bot.list', { botToken: 'nobody' }, { bots: [] }],
  ['imbot.v2.Bot.get', BOT, { bot: { id: 456, eventMode: 'fetch' }, users: [{ id: 456, name: 'Chatdrop' }] }],
  ['imbot.v2.Bot.get', { botToken: 'nobody', code: 'chatdrop' }, { bot: { id: 456, type: 'bot' } }],
  ['imbot.v2.Bot.register', { fields: NEW_BOT }, { bot: { code: 'scanner', type: 'bot' } }],
  [
    'imbot.v2.Bot.update',
    { ...BOT, fields: { properties: { name: 'Porter' } } },
    { users: [{ name: 'Porter' }] },
  ],
  [
    'imbot.v2.Chat.get',
    CHAT,
    { chat: { id: 5, dialogId: 'chat5', name: 'Accounting', lastMessageId: 0, role: 'member' } },
  ],
  [
    'imbot.v2.Chat.get',
    { ...BOT, dialogId: '1' },
    { chat: { dialogId: '1', type: 'private', name: 'Anna Keller' } },
  ],
  [
    'imbot.v2.Chat.add',
    { ...BOT, fields: { title: 'New', userIds: [2] } },
    { chat: { name: 'New', role: 'owner', userCounter: 2 } },
  ],
  ['imbot.v2.Chat.User.list', { ...CHAT, limit: 2 }, [{ id: 1 }, { id: 2 }]],
  ['imbot.v2.Chat.Message.send', { ...CHAT, fields: { message: 'Hello' } }, { id: A_NUMBER, uuidMap: {} }],
  [
    'im.recent.list',
    { LIMIT: 1 },
    { items: [{ id: 'chat5', type: 'chat', title: 'Accounting' }], hasMore: true },
  ],
  ['im.recent.list', { SKIP_CHAT: 'Y' }, { items: [{ id: 456, type: 'user', user: { bot: true } }] }],
  ['im.search.chat.list', { FIND: 'WARE' }, [{ id: 7, name: 'Warehouse West' }]],
  ['im.search.user.list', { FIND: 'marina' }, { 2: { id: 2, name: 'Marina Ivanova', bot: false } }],
  ['im.search.user.list', { FIND: 'nobody at all' }, []],
  ['im.dialog.get', { DIALOG_ID: 'chat7' }, { id: 7, name: 'Warehouse West', restrictions: { send: true } }],
  ['im.dialog.messages.get', { DIALOG_ID: 'chat5' }, { chat_id: 5, messages: [], files: [] }],
  ['im.chat.user.add', { CHAT_ID: 5, USERS: [3] }, true],
];

test.each(RESULTS)('%s with %j answers with its result', async (method, params, result) => {
  const sandbox = await tempSandbox();

  const answer = await ask(sandbox, method, params);

  expect(answer.error).toBeUndefined();
  expect(answer.status).toBe(200);
  if (typeof result === 'object' && result !== null) expect(answer.result).toMatchObject(result);
  else expect(answer.result).toEqual(result);
  expect(answer.time).toMatchObject({
    operating: A_NUMBER,
    operating_reset_at: A_NUMBER,
  });
});

/** Method, parameters, and the refusal. */
const REFUSALS: readonly (readonly [string, object, string, number])[] = [
  ['app.info', {}, 'ACCESS_DENIED', 403],
  ['no.such.method', {}, 'ERROR_METHOD_NOT_FOUND', 404],
  ['imbot.v2.Bot.list', {}, 'BOT_TOKEN_NOT_SPECIFIED', 400],
  ['imbot.v2.Bot.get', { botToken: 'x' }, 'PARAMS_REQUIRED', 400],
  ['imbot.v2.Bot.get', { botToken: 'x', code: 'none' }, 'BOT_NOT_FOUND', 400],
  ['imbot.v2.Bot.register', { fields: { code: 'a' } }, 'BOT_TOKEN_NOT_SPECIFIED', 400],
  [
    'imbot.v2.Bot.register',
    { fields: { ...NEW_BOT, botToken: 'x'.repeat(41) } },
    'BOT_TOKEN_INVALID_LENGTH',
    400,
  ],
  ['imbot.v2.Bot.register', { fields: { ...NEW_BOT, code: '' } }, 'BOT_CODE_REQUIRED', 400],
  ['imbot.v2.Bot.register', { fields: { ...NEW_BOT, properties: {} } }, 'BOT_PROPERTIES_REQUIRED', 400],
  ['imbot.v2.Bot.register', { fields: { ...NEW_BOT, type: 'robot' } }, 'BOT_INVALID_TYPE', 400],
  ['imbot.v2.Bot.register', { fields: { ...NEW_BOT, eventMode: 'x' } }, 'BOT_INVALID_EVENT_MODE', 400],
  [
    'imbot.v2.Bot.register',
    { fields: { ...NEW_BOT, eventMode: 'webhook' } },
    'BOT_WEBHOOK_URL_REQUIRED',
    400,
  ],
  ['imbot.v2.Bot.register', { fields: { ...NEW_BOT, code: 'chatdrop' } }, 'BOT_CODE_ALREADY_TAKEN', 400],
  ['imbot.v2.Bot.update', { ...BOT, botToken: 'x' }, 'BOT_OWNERSHIP_ERROR', 403],
  ['imbot.v2.Bot.update', { ...BOT, fields: { botToken: 'x'.repeat(41) } }, 'BOT_TOKEN_INVALID_LENGTH', 400],
  ['imbot.v2.Chat.get', { ...BOT, dialogId: 'chat99' }, 'CHAT_NOT_FOUND', 400],
  ['imbot.v2.Chat.User.add', { ...CHAT, userIds: [3] }, 'ACCESS_DENIED', 403],
  ['imbot.v2.Chat.Message.send', { ...CHAT, fields: { message: ' ' } }, 'EMPTY_MESSAGE', 400],
  ['imbot.v2.Chat.Message.delete', { ...BOT, messageId: 1 }, 'MESSAGE_NOT_FOUND', 400],
  ['imbot.v2.Chat.Message.get', { ...BOT, messageId: 1 }, 'BOT_TYPE_NOT_ALLOWED', 403],
  ['imbot.v2.Chat.Message.getContext', { ...BOT, messageId: 1 }, 'BOT_TYPE_NOT_ALLOWED', 403],
  ['imbot.v2.File.download', { ...BOT, fileId: 1 }, 'FILE_NOT_FOUND', 400],
  ['im.dialog.get', {}, 'DIALOG_ID_EMPTY', 400],
  ['im.dialog.messages.get', { DIALOG_ID: 'chat99' }, 'ACCESS_ERROR', 403],
  ['im.search.chat.list', { FIND: 'a' }, 'FIND_SHORT', 400],
  ['im.chat.user.add', { USERS: [3] }, 'CHAT_ID_EMPTY', 400],
  ['im.chat.user.add', { CHAT_ID: 5 }, 'USERS_EMPTY', 400],
  ['im.chat.user.add', { CHAT_ID: 99, USERS: [3] }, 'ACCESS_ERROR', 403],
];

test.each(REFUSALS)('%s with %j is refused with %s, %i', async (method, params, error, status) => {
  const sandbox = await tempSandbox();

  expect(await ask(sandbox, method, params)).toMatchObject({ status, error });
});

test('registering the same code twice gives the same bot, unchanged', async () => {
  const sandbox = await tempSandbox();

  const first = await ask(sandbox, 'imbot.v2.Bot.register', { fields: NEW_BOT });
  const again = await ask(sandbox, 'imbot.v2.Bot.register', {
    fields: { ...NEW_BOT, properties: { name: 'Other' } },
  });

  expect(again.result).toEqual(first.result);
});

test('a rotated token replaces the old one at once', async () => {
  const sandbox = await tempSandbox();

  await ask(sandbox, 'imbot.v2.Bot.update', { ...BOT, fields: { botToken: 'fresh' } });

  expect(await ask(sandbox, 'imbot.v2.Chat.get', CHAT)).toMatchObject({ error: 'BOT_OWNERSHIP_ERROR' });
  expect(await ask(sandbox, 'imbot.v2.Chat.get', { ...CHAT, botToken: 'fresh' })).toMatchObject({
    status: 200,
  });
});

test('an unregistered bot is gone from the portal and its chats', async () => {
  const sandbox = await tempSandbox();

  expect((await ask(sandbox, 'imbot.v2.Bot.unregister', BOT)).result).toBe(true);

  expect(await ask(sandbox, 'imbot.v2.Chat.get', CHAT)).toMatchObject({ error: 'BOT_NOT_FOUND' });
  expect(sandbox.control.state().dialogs[0]?.memberIds).toEqual([1, 2]);
});

test('messages after FIRST_ID come oldest first and at most 50, others newest first', async () => {
  const sandbox = await tempSandbox();
  const ids = Array.from({ length: 60 }, (_, n) => sandbox.control.post('chat5', 2, `message ${n}`));
  const get = async (params: object) => {
    const { result } = await ask(sandbox, 'im.dialog.messages.get', { DIALOG_ID: 'chat5', ...params });
    return (result as { messages: { id: number }[] }).messages.map(({ id }) => id);
  };

  expect(await get({ FIRST_ID: 0, LIMIT: 99 })).toEqual(ids.slice(0, 50));
  expect(await get({ FIRST_ID: ids[57] })).toEqual(ids.slice(58));
  expect(await get({ LAST_ID: ids[2] })).toEqual([ids[1], ids[0]]);
  expect(await get({ LIMIT: 2 })).toEqual([ids[59], ids[58]]);
  expect(await get({ LAST_ID: 5 })).toEqual([]);
});

test('a file shows in the dialog with its author, name and size, and its message names it', async () => {
  const sandbox = await tempSandbox();
  await upload(sandbox, 'a.txt', 'abc');
  const [message] = sandbox.control.messages('chat5');

  const { result } = await ask(sandbox, 'im.dialog.messages.get', { DIALOG_ID: 'chat5' });

  expect(result).toMatchObject({
    messages: [
      { id: message?.id, author_id: 456, text: 'Here is a.txt', params: { FILE_ID: [message?.file?.id] } },
    ],
    files: [{ id: message?.file?.id, name: 'a.txt', size: 3, authorId: 456 }],
  });
  expect(await ask(sandbox, 'imbot.v2.Chat.get', CHAT)).toMatchObject({
    result: { chat: { lastMessageId: message?.id, messageCount: 1 } },
  });
});

test('a supervisor sees the messages around one', async () => {
  const sandbox = await tempSandbox();
  const fields = { ...NEW_BOT, type: 'supervisor' };
  const { result } = await ask(sandbox, 'imbot.v2.Bot.register', { fields });
  const botId = (result as { bot: { id: number } }).bot.id;
  await ask(sandbox, 'im.chat.user.add', { CHAT_ID: 5, USERS: [botId] });
  const ids = [1, 2, 1].map((author) => sandbox.control.post('chat5', author, 'hi'));

  const context = await ask(sandbox, 'imbot.v2.Chat.Message.getContext', {
    botId,
    botToken: 'new-token',
    messageId: ids[1],
    range: 1,
  });

  expect(context.result).toMatchObject({
    messages: ids.map((id) => ({ id })),
    hasPrevPage: false,
    hasNextPage: false,
  });
});

test('a deleted message is gone for readers, and only its author may delete it', async () => {
  const sandbox = await tempSandbox();
  await upload(sandbox, 'a.txt', 'abc');
  const [mine] = sandbox.control.messages('chat5');
  const foreign = sandbox.control.post('chat5', 2, 'hello');
  const remove = (messageId: unknown) => ask(sandbox, 'imbot.v2.Chat.Message.delete', { ...BOT, messageId });

  expect(await remove(foreign)).toMatchObject({ error: 'MESSAGE_ACCESS_DENIED' });
  expect(await remove(mine?.id)).toMatchObject({ result: { result: true } });

  expect(sandbox.control.messages('chat5').map(({ id }) => id)).toEqual([foreign]);
});

test('a message that is deleted completely leaves no trace, and its name is free again', async () => {
  const sandbox = await tempSandbox();
  await upload(sandbox, 'a.txt', 'abc');
  const [mine] = sandbox.control.messages('chat5');

  await ask(sandbox, 'imbot.v2.Chat.Message.delete', { ...BOT, messageId: mine?.id, complete: true });
  await upload(sandbox, 'a.txt', 'abc');

  expect(sandbox.control.messages('chat5').map(({ file }) => file?.name)).toEqual(['a.txt']);
});

test('a download link opens once', async () => {
  const sandbox = await tempSandbox();
  await upload(sandbox, 'ü.txt', 'abc');
  const fileId = sandbox.control.messages('chat5')[0]?.file?.id;
  const { result } = await ask(sandbox, 'imbot.v2.File.download', { ...BOT, fileId });
  const { downloadUrl } = result as { downloadUrl: string };

  const first = await fetch(downloadUrl);

  expect(await first.text()).toBe('abc');
  expect(first.headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''%C3%BC.txt");
  expect((await fetch(downloadUrl)).status).toBe(404);
});

test('the REST 3.0 address knows no classic method and says so in its own form', async () => {
  const sandbox = await tempSandbox();

  const response = await fetch(sandbox.webhook.replace('/rest/', '/rest/api/') + 'profile', {
    method: 'POST',
  });

  expect(response.status).toBe(404);
  expect(await response.json()).toMatchObject({
    error: { code: A_STRING, message: A_STRING },
  });
});

test('parameters come in the query as well, and a body that is no JSON is refused', async () => {
  const sandbox = await tempSandbox();

  const response = await fetch(`${sandbox.webhook}im.dialog.get?DIALOG_ID=chat7`);

  expect(await response.json()).toMatchObject({ result: { id: 7 } });
  expect(await post(`${sandbox.webhook}profile`, '{"a":')).toMatchObject({
    status: 400,
    error: 'ERROR_ARGUMENT',
  });
});
