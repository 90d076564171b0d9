import { randomFillSync } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { compareChats } from './compare-chats.ts';
import { comes, momentOf, prepare, type Moment } from './kill-moments.ts';
import { Program } from './program.ts';
import { seeded } from './random.ts';
import { RemoteSandbox } from './remote-sandbox.ts';

export interface KillOptions {
  readonly kills: number;
  readonly seed: number;
  /** Wait before a look into the chat, in milliseconds. */
  readonly verifyAfterMs: number;
  /** A control: each upload under way at a kill is posted so many milliseconds later, beyond the wait. */
  readonly alwaysLateByMs?: number;
  /** No new life begins after this moment (`Date.now()`). */
  readonly until?: number;
}

export interface Figures {
  readonly kills: number;
  readonly files: number;
  readonly lost: number;
  readonly doubled: number;
  readonly differing: number;
}

const DIALOGS = ['chat5', 'chat7'] as const;
const FILES_A_LIFE = 3;
const LATE_SHARE = 0.75;
/** The schedule's own waits are over by then, however many kills have hit an upload. */
const LAST_MS = 300_000;

/**
 * Kills the real command again and again while files arrive, lets it finish in peace, and compares the chats of the
 * real sandbox with the folders.
 */
export async function killRig(options: KillOptions): Promise<Figures> {
  const root = mkdtempSync(join(tmpdir(), 'chatdrop-kill-'));
  const sandbox = await RemoteSandbox.start(root);
  let isEvidence = false;
  try {
    configure(root, sandbox.webhook, options.verifyAfterMs);
    const random = seeded(options.seed);
    let kills = 0;
    while (kills < options.kills && Date.now() < (options.until ?? Infinity)) {
      const moment: Moment =
        options.alwaysLateByMs === undefined
          ? momentOf(kills, random, options.verifyAfterMs * LATE_SHARE)
          : { at: 'before-storing', commitMs: options.alwaysLateByMs };
      await oneLife({ root, sandbox, random }, kills, moment);
      kills += 1;
    }
    await sandbox.clearFaults();
    await finish(root);
    const found = await compareChats(root, DIALOGS, sandbox);
    isEvidence = options.alwaysLateByMs === undefined && found.breaches.length > 0;
    if (isEvidence)
      console.log([`seed ${options.seed}, all of it is kept in ${root}:`, ...found.breaches].join('\n'));
    return { kills, ...found.figures };
  } finally {
    await sandbox.close();
    if (!isEvidence) rmSync(root, { recursive: true, force: true, maxRetries: 3 });
  }
}

/**
 * Lets the command finish in peace. An upload that many kills have hit waits longer for its next attempt than one run has
 * patience: a minute and a half after seven. What is left when that is over counts as lost, and is shown.
 */
async function finish(root: string): Promise<void> {
  const until = Date.now() + LAST_MS;
  let last: Program;
  do {
    last = new Program(['run', '--once'], root);
    if ((await last.end()) === 0) return;
    await sleep(1_000);
  } while (Date.now() < until);
  console.log(['not finished:', ...last.lines].join('\n'));
}

interface Office {
  readonly root: string;
  readonly sandbox: RemoteSandbox;
  readonly random: () => number;
}

async function oneLife({ root, sandbox, random }: Office, turn: number, moment: Moment): Promise<void> {
  await sandbox.clearFaults();
  await prepare(sandbox, moment);
  for (const [at, dialog] of DIALOGS.entries()) {
    for (let file = 0; file < FILES_A_LIFE - at; file++) {
      const bytes = randomFillSync(Buffer.alloc(1 + Math.floor(random() * 40_000)));
      // The same few names again in other folders: the portal has to rename them.
      const name = `${turn % 40}-${file}.bin`;
      const folder = join(root, dialog, String(Math.floor(turn / 40)));
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, name), bytes);
    }
  }
  const program = new Program(['run', '--json'], root);
  await comes(moment, program, sandbox);
  await program.end('SIGKILL');
}

function configure(root: string, webhook: string, verifyAfterMs: number): void {
  for (const dialog of DIALOGS) mkdirSync(join(root, dialog));
  const config = {
    portals: [{ name: 'office', webhook }],
    bots: [{ name: 'scanner', portal: 'office', botId: 456, botToken: 'my_bot_token' }],
    watches: DIALOGS.map((dialog) => ({
      name: dialog,
      folder: dialog,
      bot: 'scanner',
      dialog,
      existing: 'all',
      quietSeconds: 0.03,
    })),
    delivery: {
      requestsPerSecond: 1000,
      burst: 1000,
      verifyAfterSeconds: verifyAfterMs / 1000,
      retryBaseSeconds: 0.02,
    },
    dataDir: 'data',
  };
  writeFileSync(join(root, 'chatdrop.json'), JSON.stringify(config));
}
