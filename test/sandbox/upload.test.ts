import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { tempSandbox } from '../support/temp-sandbox.ts';
import { ask, BOT, post, upload } from './ask.ts';

test('an uploaded file is posted with its caption and keeps its bytes', async () => {
  const sandbox = await tempSandbox();

  const answer = await upload(sandbox, 'report.pdf', 'Hello World!');

  const [message] = sandbox.control.messages('chat5');
  expect(answer).toMatchObject({
    status: 200,
    result: {
      file: { id: message?.file?.id, chatId: 5, name: 'report.pdf', extension: 'pdf', size: 12 },
      messageId: message?.id,
      chatId: 5,
      dialogId: 'chat5',
    },
  });
  expect(message).toMatchObject({ authorId: 456, text: 'Here is report.pdf' });
  expect(message?.file?.sha256).toBe(createHash('sha256').update('Hello World!').digest('hex'));
  expect(await readFile(sandbox.control.contentPath(message?.file?.id ?? 0), 'utf8')).toBe('Hello World!');
});

test('a taken name gets a number, whatever its case, and each chat counts for itself', async () => {
  const sandbox = await tempSandbox();

  for (const name of ['a.pdf', 'a.pdf', 'A.pdf', 'noext', 'noext', 'r.tar.gz', 'r.tar.gz'])
    await upload(sandbox, name, 'x');
  await upload(sandbox, 'a.pdf', 'x', 'chat7');

  const names = (dialog: string) => sandbox.control.messages(dialog).map(({ file }) => file?.name);
  expect(names('chat5')).toEqual([
    'a.pdf',
    'a (1).pdf',
    'A (2).pdf',
    'noext',
    'noext (1)',
    'r.tar.gz',
    'r (1).tar.gz',
  ]);
  expect(names('chat7')).toEqual(['a.pdf']);
});

test.each([
  [' Отчёт №5 [a/b\\c:d*e?"f"<g>|h] 🚀.pdf ', 'Отчёт №5 [a_b_c_d_e__f__g__h] _.pdf'],
  ['\u{20BB7}\u007F\u202E.pdf', '_\u007F_.pdf'],
  [`${'x'.repeat(251)}.pdf`, `${'x'.repeat(251)}.pdf`],
])('%j is kept as %j', async (name, kept) => {
  const sandbox = await tempSandbox();

  await upload(sandbox, name, 'x');

  expect(sandbox.control.messages('chat5')[0]?.file?.name).toBe(kept);
});

test.each([
  ['a name of 256 characters', `${'x'.repeat(252)}.pdf`, 'x'],
  ['a name of blanks', ' \t ', 'x'],
  ['the one byte "0"', 'flag.txt', '0'],
])('the Drive refuses %s', async (_, name, content) => {
  const sandbox = await tempSandbox();

  await expect(upload(sandbox, name, content)).resolves.toMatchObject({ error: 'FILE_UPLOAD_FAILED' });

  expect(sandbox.control.messages('chat5')).toEqual([]);
});

test('a name that is too long because of its number is refused', async () => {
  const sandbox = await tempSandbox();
  const name = `${'x'.repeat(251)}.pdf`;
  await upload(sandbox, name, 'x');

  await expect(upload(sandbox, name, 'x')).resolves.toMatchObject({ error: 'FILE_UPLOAD_FAILED' });
});

const good = { name: 'a.txt', content: 'aGk=' };
/** Each call is wrong in everything from its own check on: the first check that fails must be the one that tells. */
const ORDER = [
  ['no token', {}, 'BOT_TOKEN_NOT_SPECIFIED', 400],
  ['no bot', { botToken: 'x' }, 'BOT_ID_REQUIRED', 400],
  ['a negative bot', { botToken: 'x', botId: -1 }, 'BOT_ID_REQUIRED', 400],
  ['an unknown bot', { botToken: 'x', botId: 9 }, 'BOT_NOT_FOUND', 400],
  ['a wrong token', { botToken: 'x', botId: 456 }, 'BOT_OWNERSHIP_ERROR', 403],
  ['no dialog', { ...BOT }, 'CHAT_NOT_FOUND', 400],
  ['an unknown dialog', { ...BOT, dialogId: 'chat99' }, 'CHAT_NOT_FOUND', 400],
  ['an unknown person', { ...BOT, dialogId: '99' }, 'CHAT_NOT_FOUND', 400],
  ['no fields', { ...BOT, dialogId: 'chat5' }, 'FILE_EMPTY', 400],
  ['no content', { ...BOT, dialogId: 'chat5', fields: { name: 'a' } }, 'FILE_EMPTY', 400],
  ['the name "0"', { ...BOT, dialogId: 'chat5', fields: { ...good, name: '0' } }, 'FILE_EMPTY', 400],
  ['the content "0"', { ...BOT, dialogId: 'chat5', fields: { ...good, content: '0' } }, 'FILE_EMPTY', 400],
  ['empty content', { ...BOT, dialogId: 'chat5', fields: { ...good, content: '' } }, 'FILE_EMPTY', 400],
  [
    'a data: prefix',
    { ...BOT, dialogId: 'chat5', fields: { ...good, content: 'data:,aGk=' } },
    'FILE_INVALID_CONTENT',
    400,
  ],
  [
    'the URL alphabet',
    { ...BOT, dialogId: 'chat5', fields: { ...good, content: 'a-_=' } },
    'FILE_INVALID_CONTENT',
    400,
  ],
  [
    'a lone character',
    { ...BOT, dialogId: 'chat5', fields: { ...good, content: 'aGkhh' } },
    'FILE_INVALID_CONTENT',
    400,
  ],
  [
    'data after padding',
    { ...BOT, dialogId: 'chat5', fields: { ...good, content: 'aGk=aGk=' } },
    'FILE_INVALID_CONTENT',
    400,
  ],
] as const;

test.each(ORDER)('an upload with %s is refused by that check', async (_, params, code, status) => {
  const sandbox = await tempSandbox();

  const answer = await ask(sandbox, 'imbot.v2.File.upload', params);

  expect(answer).toMatchObject({ status, error: code });
  expect(sandbox.control.messages('chat5')).toEqual([]);
});

test('a bot that is not in the chat is refused before the file is looked at', async () => {
  const sandbox = await tempSandbox();
  sandbox.control.setMembers('chat5', [1, 2]);

  const answer = await ask(sandbox, 'imbot.v2.File.upload', { ...BOT, dialogId: 'chat5', fields: {} });

  expect(answer).toMatchObject({ status: 403, error: 'ACCESS_DENIED' });
});

test('a refused upload leaves no content behind', async () => {
  const sandbox = await tempSandbox();
  await upload(sandbox, 'kept.txt', 'kept');
  const [kept] = sandbox.control.messages('chat5');

  await upload(sandbox, 'lost.txt', 'x'.repeat(100_000), 'chat99');
  await post(`${sandbox.webhook}imbot.v2.File.upload`, '{"fields":{"content":"aGk="}');

  expect(await readdir(dirname(sandbox.control.contentPath(kept?.file?.id ?? 0)))).toHaveLength(1);
});

test('missing padding and escaped characters are decoded, as the portal does', async () => {
  const sandbox = await tempSandbox();
  const head = `{"botId":"456","BOT_TOKEN":"my_bot_token","dialogId":"CHAT5","fields":{"name":"a.bin","content":"`;

  await post(`${sandbox.webhook}imbot.v2.file.upload.json/`, `${head}+\\/\\u002b\\/\\n+w"}}`);

  const [message] = sandbox.control.messages('chat5');
  expect(await readFile(sandbox.control.contentPath(message?.file?.id ?? 0))).toEqual(
    Buffer.from('+/+/+w==', 'base64'),
  );
});

test('a form is taken as well as JSON', async () => {
  const sandbox = await tempSandbox();
  const form = new URLSearchParams({
    botId: '456',
    botToken: 'my_bot_token',
    dialogId: '1',
    'fields[name]': 'a.txt',
    'fields[content]': 'aGk=',
  });

  const answer = await post(
    `${sandbox.webhook}imbot.v2.File.upload`,
    form.toString(),
    'application/x-www-form-urlencoded',
  );

  expect(answer.result).toMatchObject({ dialogId: '1', file: { size: 2 } });
  expect(sandbox.control.messages('1')).toHaveLength(1);
});
