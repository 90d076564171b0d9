import { readFile } from 'node:fs/promises';
import { onceTold } from './once-told.ts';

/** How one writes it without thinking of memory: the file, its Base64 and the JSON, each as a whole. */
const [webhook = ''] = process.argv.slice(2);
await onceTold(async (path) => {
  const content = (await readFile(path)).toString('base64');
  const response = await fetch(`${webhook}imbot.v2.File.upload`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      botId: 456,
      botToken: 'my_bot_token',
      dialogId: 'chat5',
      fields: { name: 'big.bin', content },
    }),
  });
  if (!response.ok) throw new Error(await response.text());
  await response.json();
});
