import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Fault } from '#sandbox/faults/fault.ts';
import { Office } from '#test/support/office.ts';
import type { Finished } from '#test/support/run-chatdrop.ts';

const UPLOAD = { method: 'imbot.v2.file.upload' } as const;

/** One of each sort of trouble, in forms that repeat the address or the token back to the client. */
function troubles(webhook: string, token: string): readonly Fault[] {
  return [
    { kind: 'refuse', code: 'BOT_TOKEN_NOT_SPECIFIED', description: `token ${token}`, ...UPLOAD },
    { kind: 'refuse', code: `SOMETHING_NEW_${token}`, description: webhook, ...UPLOAD },
    {
      kind: 'answer',
      status: 502,
      body: `<html>${webhook} auth=${token}</html>`,
      contentType: 'text/html',
      ...UPLOAD,
    },
    { kind: 'answer', status: 302, location: `https://elsewhere.example/rest/?auth=${token}`, ...UPLOAD },
    { kind: 'answer', status: 413, body: webhook, ...UPLOAD },
    { kind: 'cut', at: 'in-body', ...UPLOAD },
    { kind: 'cut', at: 'after-storing', ...UPLOAD },
  ];
}

test('neither the webhook nor the token appears in any output or file, whatever goes wrong', async () => {
  const office = await Office.open();
  const { webhook } = office.portal;
  const code = new URL(webhook).pathname.split('/')[3] ?? '';
  const outputs: Finished[] = [];

  for (const [at, trouble] of troubles(webhook, 'my_bot_token').entries()) {
    office.portal.control.clearFaults();
    office.portal.control.fault(trouble);
    office.put(`file ${at}.txt`, `content ${at}`);
    outputs.push(await office.run('run', '--once', '--json'));
    outputs.push(await office.run('retry', '--all'));
  }
  office.portal.control.configure({ webhook: 'revoked' });
  office.put('last.txt', 'last');
  outputs.push(
    await office.run('run', '--once'),
    await office.run('history'),
    await office.run('history', '--json'),
  );

  const data = join(office.root, 'data');
  const files = readdirSync(data).map((name) => readFileSync(join(data, name), 'latin1'));
  const everything = [...outputs.flatMap(({ stdout, stderr }) => [stdout, stderr]), ...files].join('\n');
  expect(code.length).toBeGreaterThan(8);
  expect(everything).toContain('last.txt');
  expect(everything).not.toContain(code);
  expect(everything).not.toContain('my_bot_token');
});
