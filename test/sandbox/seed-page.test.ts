import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { tempSandbox } from '../support/temp-sandbox.ts';

const run = promisify(execFile);

/** The two lines of the method's documentation, as they stand there. */
const WEBHOOK_LINE = `curl -X POST
-H "Content-Type: application/json"
-H "Accept: application/json"
-d '{"botId":456,"botToken":"my_bot_token","dialogId":"chat5","fields":{"name":"report.pdf","content":"SGVsbG8gV29ybGQh","message":"Here is the report"}}'
https://**put_your_bitrix24_address**/rest/**put_your_user_id_here**/**put_your_webhook_here**/imbot.v2.File.upload`;

const OAUTH_LINE = `curl -X POST
-H "Content-Type: application/json"
-H "Accept: application/json"
-d '{"botId":456,"dialogId":"chat5","fields":{"name":"report.pdf","content":"SGVsbG8gV29ybGQh","message":"Here is the report"},"auth":"**put_access_token_here**"}'
https://**put_your_bitrix24_address**/rest/imbot.v2.File.upload`;

test.each([
  ['webhook', WEBHOOK_LINE],
  ['OAuth', OAUTH_LINE],
])('the documentation’s curl line for %s works with only its placeholders replaced', async (_, line) => {
  const sandbox = await tempSandbox();
  const [user = '', code = ''] = new URL(sandbox.webhook).pathname.split('/').slice(2);
  const command = line
    .replace('https://**put_your_bitrix24_address**', sandbox.url)
    .replace('**put_your_user_id_here**', user)
    .replace('**put_your_webhook_here**', code)
    .replace('**put_access_token_here**', sandbox.control.issueTokens().access_token);

  const { stdout } = await run('curl', ['-sS', ...curlArguments(command)]);

  const [message] = sandbox.control.messages('chat5');
  expect(JSON.parse(stdout)).toMatchObject({
    result: {
      file: { id: message?.file?.id, chatId: 5, name: 'report.pdf', extension: 'pdf', size: 12 },
      messageId: message?.id,
      chatId: 5,
      dialogId: 'chat5',
    },
    time: {
      start: expect.any(Number) as unknown,
      finish: expect.any(Number) as unknown,
      duration: expect.any(Number) as unknown,
      processing: expect.any(Number) as unknown,
      date_start: expect.any(String) as unknown,
      date_finish: expect.any(String) as unknown,
    },
  });
  expect(message?.text).toBe('Here is the report');
});

/** The words after `curl`, with the shell's quotes taken off. */
function curlArguments(command: string): string[] {
  const words = command.match(/'[^']*'|"[^"]*"|\S+/g) ?? [];
  return words.slice(1).map((word) => word.replace(/^(['"])(.*)\1$/s, '$2'));
}
