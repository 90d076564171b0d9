import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { codeBlocks } from '#test/project/documents.ts';
import { chatdrop } from '#test/support/run-chatdrop.ts';
import { tempSandbox } from '#test/support/temp-sandbox.ts';
import { temporaryFolder } from '#test/support/temp-folder.ts';

const run = promisify(execFile);
const blocks = codeBlocks(readFileSync('README.md', 'utf8'));

function blockWith(text: string): string {
  const block = blocks.find(({ code }) => code.includes(text));
  if (block === undefined) throw new Error(`README.md shows no ${text}`);
  return block.code;
}

test('the way with a real portal works as the README shows it, from curl to the chat', async () => {
  const portal = await tempSandbox();
  const root = temporaryFolder();

  // The sandbox has a bot with the code that is shown.
  const curl = blockWith('Bot.register')
    .replace('"code":"chatdrop"', '"code":"readme"')
    .replace(/^WEBHOOK=.*$/m, `WEBHOOK=${portal.webhook.replace(/\/$/, '')}`);
  const { stdout } = await run('sh', ['-c', `${curl}\nprintf '\\n%s' "$TOKEN"`]);
  const [answer = '', token = ''] = stdout.trim().split('\n');
  const botId = Number(/"id": ?(\d+)/.exec(answer)?.[1]);
  expect(botId, answer).toBeGreaterThan(0);
  portal.control.setMembers('chat5', [1, 2, botId]);

  const folder = join(root, 'scans');
  mkdirSync(folder);
  writeFileSync(join(folder, 'scan.pdf'), 'a page');
  const config = blockWith('"webhook"')
    .replace('456', String(botId))
    .replace('/srv/scans', folder)
    .replace('/var/lib/chatdrop', join(root, 'data'))
    // Not shown there: the file is there before the first start.
    .replace('"include"', '"existing": "all", "quietSeconds": 0.2, "include"');
  writeFileSync(join(root, 'chatdrop.json'), config);
  const env = { CHATDROP_WEBHOOK: portal.webhook, CHATDROP_BOT_TOKEN: token };

  const once = await chatdrop(['run', '--config', 'chatdrop.json', '--once'], { cwd: root, env });

  expect(once.stdout, once.stderr).toMatch(/1 delivered, 0 skipped, 0 need you, 0 waiting/);
  expect(portal.control.messages('chat5').at(-1)?.file?.name).toBe('scan.pdf');
});
