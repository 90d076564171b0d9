import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MAX_FILE_BYTES } from '#domain/limits.ts';
import type { Row } from '../row.ts';
import { bigFile } from '../support/big-file.ts';
import { startChatdrop, untilWatching } from '../support/chatdrop.ts';
import { byTurns } from '../support/compare.ts';
import { startPortal } from '../support/portal.ts';
import { Process } from '../support/process.ts';
import { putFile } from '../support/put-file.ts';
import type { Workshop } from '../support/workshop.ts';

/** From the decision to send to the recorded delivery, against curl with a body somebody else encoded. */
export const uploadTime: Row = {
  id: 'upload-time',
  measure: async (workshop) => {
    const file = bigFile(workshop, MAX_FILE_BYTES);
    const body = encodedBody(workshop, file);
    const portal = await startPortal(workshop);
    const folder = workshop.folder();
    const chatdrop = startChatdrop(workshop, { portals: [portal], watches: [{ folder }] });
    try {
      await untilWatching(chatdrop);
      let sent = 0;
      const ours = async () => {
        const begun = chatdrop
          .line((line) => line.includes('"state":"sending"'))
          .then(() => performance.now());
        const ended = chatdrop
          .line((line) => line.includes('"state":"delivered"'))
          .then(() => performance.now());
        putFile(bigFileLike(workshop, file), join(folder, `${++sent}.bin`));
        return -(await begun) + (await ended);
      };
      // The first of all waits for the sandbox's code to be compiled, whoever sends it.
      await curl(portal.webhook, body);
      return [
        {
          what: '100 MiB − 1 byte on loopback: time to send, hash and record',
          against: 'curl --data-binary of an encoded body',
          unit: 'ms',
          goal: { of: 'ratio', atMost: 1 },
          ...(await byTurns(workshop.runs, ours, () => curl(portal.webhook, body))),
        },
      ];
    } finally {
      await chatdrop.stop();
      await portal.stop();
    }
  },
};

/** Its own version each time, or it would be a repeat that is not sent. */
function bigFileLike(workshop: Workshop, file: string): string {
  const copy = join(workshop.folder(), 'copy.bin');
  const bytes = readFileSync(file);
  bytes.writeUInt32LE((Math.random() * 0xffff_ffff) >>> 0, 0);
  writeFileSync(copy, bytes);
  return copy;
}

function encodedBody(workshop: Workshop, file: string): string {
  const path = join(workshop.folder(), 'body.json');
  const content = readFileSync(file).toString('base64');
  const fields = { name: 'big.bin', content };
  writeFileSync(path, JSON.stringify({ botId: 456, botToken: 'my_bot_token', dialogId: 'chat5', fields }));
  return path;
}

/** curl's own figure for the transfer: without its start, and without reading the body into its memory. */
async function curl(webhook: string, body: string): Promise<number> {
  const header = ['-H', 'content-type: application/json'];
  const url = `${webhook}imbot.v2.File.upload`;
  const process_ = new Process('curl', [
    '-sS',
    '--fail',
    '-o',
    '/dev/null',
    '-w',
    '%{time_total}',
    ...header,
    '--data-binary',
    `@${body}`,
    url,
  ]);
  const total = await process_.line(() => true);
  await process_.end();
  return Number(total) * 1000;
}
