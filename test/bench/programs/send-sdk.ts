import { readFile } from 'node:fs/promises';
import { B24Hook } from '@bitrix24/b24jssdk';
import { onceTold } from './once-told.ts';

/** The official SDK, called as its documentation shows. */
const [webhook = ''] = process.argv.slice(2);
const b24 = B24Hook.fromWebhookUrl(webhook.replace(/\/$/, ''));
await onceTold(async (path) => {
  const content = (await readFile(path)).toString('base64');
  const answer = await b24.actions.v2.call.make({
    method: 'imbot.v2.File.upload',
    params: {
      botId: 456,
      botToken: 'my_bot_token',
      dialogId: 'chat5',
      fields: { name: 'big.bin', content },
    },
  });
  if (!answer.isSuccess) throw new Error('the SDK reports an error');
});
