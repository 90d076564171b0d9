import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { request } from 'undici';
import { onceTold } from './once-told.ts';

/** The shortest loop that posts every file of a folder: no memory of what was sent, no order, no check. */
const [webhook = ''] = process.argv.slice(2);
await onceTold(async (folder) => {
  for (const name of await readdir(folder)) {
    const content = (await readFile(join(folder, name))).toString('base64');
    const { statusCode, body } = await request(`${webhook}imbot.v2.File.upload`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        botId: 456,
        botToken: 'my_bot_token',
        dialogId: 'chat5',
        fields: { name, content },
      }),
    });
    await body.json();
    if (statusCode !== 200) throw new Error(`answered ${statusCode}`);
  }
});
