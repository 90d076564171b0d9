import { setTimeout as sleep } from 'node:timers/promises';
import { createLedger } from '#engine/store/ledger.ts';

/**
 * Writes uploads into the ledger of a folder as the delivery does, and prints each state once the call that recorded
 * it has returned. A process of its own: `node ledger-writer.ts FOLDER FULL|NORMAL`.
 */
const [folder = '', synchronous = 'FULL'] = process.argv.slice(2);
const { db, uploads } = createLedger(folder, Date.now());
db.exec(`PRAGMA synchronous = ${synchronous}`);

for (let file = 0; ; file++) {
  const name = `file ${file}`;
  const stamp = { dev: 1, ino: file + 1, size: 10, mtimeMs: file, ctimeMs: file };
  const target = { portal: 'office', bot: 'scanner', dialog: 'chat5' };
  const upload = { watch: 'scans', target, caption: '', path: `/srv/${name}`, root: '/srv', name, stamp };
  const [row] = uploads.enqueue([upload], Date.now());
  if (row === undefined) break;
  await say(row.id, 'queued');
  uploads.apply(row.id, { type: 'claim' }, { startedAt: Date.now(), afterMessageId: file });
  await say(row.id, 'sending');
  uploads.apply(row.id, { type: 'posted' }, { deliveredAt: Date.now(), messageId: file + 1 });
  await say(row.id, 'delivered');
  await sleep(2);
}

function say(id: number, state: string): Promise<void> {
  return new Promise((resolve) => process.stdout.write(`${id} ${state}\n`, () => resolve()));
}
