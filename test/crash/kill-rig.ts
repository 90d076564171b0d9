import { randomFillSync } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { compareChats } from './compare-chats.ts';
import { addHits, comes, momentOf, NO_HITS, prepare, type Hits, type Moment } from './kill-moments.ts';
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
  readonly hits: Hits;
}

const DIALOGS = ['chat5', 'chat7'] as const;
const FILES_A_LIFE = 3;
/** Of the wait before a look; the rest is left to a machine that is busy. */
const LATE_SHARE = 0.9;
/** The schedule's own waits are over by then, however many kills have hit an upload. */
const LAST_MS = 300_000;

/**
 * Kills the real command again and again while files arrive, lets it finish in peace, and compares the chats of the
 * real sandbox with the folders. All of it is kept as evidence unless they were compared and nothing was found.
 */
export async function killRig(options: KillOptions): Promise<Figures> {
  const root = mkdtempSync(join(tmpdir(), 'chatdrop-kill-'));
  let breaches: readonly string[] | undefined;
  try {
    const { figures, found } = await killAndCompare(root, options);
    breaches =
      options.alwaysLateByMs === undefined ? found : found.filter((what) => !what.startsWith('doubled'));
    return figures;
  } finally {
    if (breaches?.length === 0) rmSync(root, { recursive: true, force: true, maxRetries: 3 });
    else console.log([`seed ${options.seed}, all of it is kept in ${root}:`, ...(breaches ?? [])].join('\n'));
  }
}

interface Outcome {
  readonly figures: Figures;
  readonly found: readonly string[];
}

async function killAndCompare(root: string, options: KillOptions): Promise<Outcome> {
  const { alwaysLateByMs, verifyAfterMs, until = Infinity } = options;
  const sandbox = await RemoteSandbox.start(root);
  try {
    configure(root, sandbox.webhook, verifyAfterMs);
    const random = seeded(options.seed);
    let kills = 0;
    let hits = NO_HITS;
    while (kills < options.kills && Date.now() < until) {
      const moment: Moment =
        alwaysLateByMs === undefined
          ? momentOf(kills, random, verifyAfterMs * LATE_SHARE)
          : { at: 'before-storing', commitMs: alwaysLateByMs };
      const isHit = await oneLife({ root, sandbox, random }, kills, moment);
      hits = addHits(hits, { ...NO_HITS, [moment.at]: { hit: isHit ? 1 : 0, of: 1 } });
      kills += 1;
    }
    await sandbox.clearFaults();
    await finish(root);
    const { figures, breaches } = await compareChats(root, DIALOGS, sandbox);
    return { figures: { kills, ...figures, hits }, found: breaches };
  } finally {
    await sandbox.close();
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

/** Resolves to whether the moment of its end has come. */
async function oneLife({ root, sandbox, random }: Office, turn: number, moment: Moment): Promise<boolean> {
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
  try {
    return await comes(moment, program, sandbox);
  } finally {
    await program.end('SIGKILL');
  }
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
