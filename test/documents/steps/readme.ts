import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { SANDBOX_BOT } from '#cli/sandbox-portal.ts';
import type { Reader } from '../support/reader.ts';
import type { Steps } from '../support/step.ts';
import { CHECK, DEMO, DEMO_ONCE, DIAGNOSTICS, DOCTOR, POLICY, RUN, SANDBOX } from './common.ts';
import { oauthPortal, SIGN_IN } from './sign-in.ts';

const REGISTER =
  `curl "$WEBHOOK/imbot.v2.Bot.register" -H 'Content-Type: application/json' ` +
  `-d '{"fields":{"code":"chatdrop","botToken":"'$TOKEN'","properties":{"name":"Scanner"}}}'`;

/** From the demo to the first portal of one's own, and then the table of commands. */
export const readme: Steps = {
  'npm run demo': DEMO,
  'npm run demo -- --once': DEMO_ONCE,

  [REGISTER]: {
    before: forgetTheSeededBot,
    prints: /"id": ?\d+/,
    after: (reader, printed) => {
      const id = Number(/"id": ?(\d+)/.exec(printed)?.[1]);
      reader.replace('"botId": 456', `"botId": ${id}`);
      reader.portal.control.setMembers('chat5', [1, 2, id]);
    },
  },
  'chatdrop bots register --name Scanner': {
    before: (reader) => reader.configure({ bots: [], watches: [] }),
    prints: /"botId": \d+\ntoken, shown only now: \w+\n/,
  },
  'mkdir scans': { prints: /^$/ },
  'npm run chatdrop -- run --config chatdrop.json': {
    ...RUN,
    before: useTheShownConfiguration,
    meanwhile: async (reader) => {
      reader.write('scans/scan 0001.pdf', 'a page');
      await reader.untilArrived('scan 0001.pdf');
    },
  },

  'chatdrop run': RUN,
  'chatdrop send scan.pdf --to chat5': { prints: /scan\.pdf → chat5 {2}delivered/ },
  'chatdrop history': {
    prints: /scan 0001\.pdf → chat5 {2}delivered[^]*scan\.pdf → chat5 {2}delivered/,
  },
  'chatdrop retry --all': { prints: /^0 back in the queue$/m },
  'chatdrop approve scans': { prints: /^nothing waits for an answer$/m },
  'chatdrop confirm 1': { before: doubtTheFirst, prints: /^1 recorded as delivered$/m },
  'chatdrop pause --for 1h': { prints: /^everything paused until / },
  'chatdrop resume': { prints: /^everything goes on$/m },
  'chatdrop check': CHECK,
  'chatdrop bots list': { prints: /Scanner/ },
  'chatdrop dialogs': { prints: /chat5/ },
  'chatdrop login --portal office': { ...SIGN_IN, before: (reader) => reader.configure(oauthPortal(reader)) },
  'chatdrop doctor': { ...DOCTOR, before: useTheShownConfiguration },
  'chatdrop diagnostics chatdrop-diagnostics.tar.gz': DIAGNOSTICS,
  'chatdrop policy --explain': POLICY,
  'chatdrop sandbox': SANDBOX,
  'chatdrop demo': DEMO,
  'npm run chatdrop -- run': RUN,
};

/** The sandbox comes with a bot of the code that is shown; the reader's portal has none yet. */
async function forgetTheSeededBot({ portal }: Reader): Promise<void> {
  const { id, token } = SANDBOX_BOT;
  const answer = await fetch(`${portal.webhook}imbot.v2.Bot.unregister`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ botId: id, botToken: token }),
  });
  if (!answer.ok) throw new Error(await answer.text());
}

function useTheShownConfiguration(reader: Reader): void {
  reader.write('chatdrop.json', reader.asOwn(reader.shown('README.md', '"webhook"')));
}

/** As after a lost answer in a chat that nobody may look into. */
function doubtTheFirst({ folder }: Reader): void {
  const db = new DatabaseSync(join(folder, '../home/.local/state/chatdrop/ledger.db'));
  try {
    db.exec(`UPDATE uploads SET state = 'failed', code = 'delivery.undecided' WHERE id = 1`);
  } finally {
    db.close();
  }
}
