import { findMatchingMessage, type PostedFile } from '#domain/match-message.ts';
import { retryByHand } from '#engine/store/secondary-client.ts';
import type { UploadRow } from '#engine/store/uploads/rows.ts';
import { Broken } from './broken.ts';
import { requireAllDelivered, requireBoundedWaits, requireInvariants } from './invariants.ts';
import type { History } from './operations.ts';
import { perform } from './perform.ts';
import { SimDisk } from './sim-ledger.ts';
import { BOT } from './sim-server.ts';
import { World, type Sabotage } from './world.ts';

/** Rounds of 100 s in which everything must come to rest once nothing is wrong any more. */
const ROUNDS = 40;
const ROUND_MS = 100_000;

let disk: SimDisk | undefined;

/** Lives through a history, and then through quiet times. Resolves to its trace. @throws Broken */
export async function runHistory(history: History, sabotage: Sabotage = {}): Promise<readonly string[]> {
  disk ??= new SimDisk();
  disk.wipe();
  const world = new World(history, disk, sabotage);
  try {
    await world.clock.advance(0);
    for (const operation of history.operations) {
      world.trace.push(JSON.stringify(operation));
      await perform(world, operation);
      await world.revive();
      requireInvariants(world);
    }
    await comeToRest(world);
    requireAllDelivered(world);
    return world.trace;
  } finally {
    world.life.kill();
  }
}

async function comeToRest(world: World): Promise<void> {
  await world.revive();
  world.heal();
  let quietRounds = 0;
  for (let round = 0; round < ROUNDS; round++) {
    // A slow listing stretches the pause between regular scans beyond a round.
    world.life.hurry();
    await world.clock.advance(ROUND_MS);
    await world.revive();
    requireInvariants(world);
    requireBoundedWaits(world);
    const isQuiet = world.life.delivery.isIdle(Infinity) && world.life.isIdle;
    quietRounds = isQuiet && !askUser(world) ? quietRounds + 1 : 0;
    // The first one may have ended an attempt that kept a change of its file from being recorded.
    if (quietRounds === 2) return;
  }
  throw new Broken('other', `not quiet after ${(ROUNDS * ROUND_MS) / 1000} s`);
}

/** The user does what only a user can: looks into the chat where that cannot be told, else tries again. */
function askUser(world: World): boolean {
  const { uploads } = world.life.ledger;
  const failed = uploads.inState('failed');
  for (const row of failed) {
    const messageId = row.code === 'delivery.undecided' ? seenByUser(world, row) : undefined;
    if (messageId === undefined) retryByHand(uploads, row.id);
    else uploads.apply(row.id, { type: 'confirm' }, { messageId, afterDue: true });
    world.life.othersWrote(row);
  }
  return failed.length > 0;
}

/** Two versions of a file may share name and size; people open what they see, and know what they saved. */
function seenByUser(world: World, row: UploadRow): number | undefined {
  const newer = world.server
    .chat(row.dialog)
    .filter(({ messageId }) => messageId > (row.afterMessageId ?? 0));
  const content = world.contentOf(row);
  const isClaimed = (message: PostedFile) => world.life.ledger.uploads.claimOf(row, message) === 'taken';
  const alike = newer.filter(({ file }) => content === undefined || file?.sha256 === content.sha256);
  return findMatchingMessage(alike, { ...row, botId: BOT, isClaimed })?.messageId;
}
