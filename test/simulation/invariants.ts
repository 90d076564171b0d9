import type { UploadRow } from '#engine/store/uploads/rows.ts';
import { Broken } from './broken.ts';
import { damageOf } from './sim-ledger.ts';
import { BOT, type SimMessage } from './sim-server.ts';
import type { Content } from './content.ts';
import type { World } from './world.ts';

const MINUTE_MS = 60_000;

/** The longest anything may wait by itself: the last step of the retry schedule with its jitter. */
const LONGEST_WAIT_STEPS = 17_280 * 1.2;

const LIVE: readonly string[] = ['settling', 'queued', 'sending', 'waiting', 'verifying'];
const POSTED: readonly string[] = ['sending', 'verifying', 'delivered', 'failed', 'queued'];

/** What must hold at every moment (invariants of the reliability plan). */
export function requireInvariants(world: World): void {
  if (world.broken !== undefined) throw world.broken;
  requireOnceAndWhole(world);
  const rows = world.rows();
  requireOneLiveRowEach(rows);
  requireHonestDeliveries(world, rows);
  requireNoOrphans(world, rows);
  requireShortCaps(world);
}

/** No content twice in a chat, and none that never was in a file. */
function requireOnceAndWhole({ server, written, excused }: World): void {
  for (const [dialog, messages] of server.chats) {
    const seen = new Set<string>();
    for (const { file } of messages) {
      if (file === undefined) continue;
      const content = written.get(file.sha256);
      if (content === undefined) throw new Broken('differing', `${dialog} holds a torn ${file.name}`);
      if (excused.isOld(content)) throw new Broken('other', `${dialog} holds ${file.name}, which is old`);
      if (seen.has(file.sha256)) throw new Broken('doubled', `${dialog} holds ${file.name} twice`);
      seen.add(file.sha256);
    }
  }
}

function requireOneLiveRowEach(rows: readonly UploadRow[]): void {
  const seen = new Set<string>();
  for (const { state, path, ino, size, mtimeMs } of rows) {
    if (!LIVE.includes(state)) continue;
    const version = JSON.stringify([path, ino, size, mtimeMs]);
    if (seen.has(version)) throw new Broken('other', `two live uploads of the same version of ${path}`);
    seen.add(version);
  }
}

/** `delivered` names a message of its own that holds what was sent. */
function requireHonestDeliveries({ server }: World, rows: readonly UploadRow[]): void {
  const claimed = new Set<number>();
  for (const { id, state, dialog, messageId, sha256 } of rows) {
    if (state !== 'delivered' || messageId === undefined) continue;
    const message = server.chat(dialog).find((candidate) => candidate.messageId === messageId);
    if (message?.file === undefined)
      throw new Broken('other', `upload ${id} claims a message that is not there`);
    if (claimed.has(messageId)) throw new Broken('other', `message ${messageId} is claimed twice`);
    if (sha256 !== undefined && sha256 !== message.file.sha256) {
      throw new Broken('other', `upload ${id} claims the message of another content`);
    }
    claimed.add(messageId);
  }
}

/** Every message of the bot belongs to an upload that says so, or is still to find out. */
function requireNoOrphans({ server }: World, rows: readonly UploadRow[]): void {
  for (const [dialog, messages] of server.chats) {
    const posted = messages.filter(({ authorId }) => authorId === BOT);
    const able = rows.filter((row) => row.dialog === dialog && POSTED.includes(row.state));
    if (posted.length > able.length)
      throw new Broken('other', `${dialog} holds more files than the ledger knows`);
  }
}

/** Whatever the wall clock did, a watch at its cap goes on within a minute. */
function requireShortCaps({ clock, life }: World): void {
  for (const [watch, freeAt] of life.delivery.blockers().caps) {
    const waitMs = freeAt - clock.now();
    if (waitMs > MINUTE_MS) throw new Broken('other', `${watch} would stand still for ${waitMs} ms`);
  }
}

/** Nothing waits longer than the schedule's longest step, whatever the wall clock did. */
export function requireBoundedWaits(world: World): void {
  const latest = world.clock.now() + world.settings.retryBaseMs * LONGEST_WAIT_STEPS;
  for (const { id, state, nextAt } of world.rows()) {
    if (LIVE.includes(state) && nextAt !== undefined && nextAt > latest) {
      throw new Broken('other', `upload ${id} would wait ${nextAt - world.clock.now()} ms`);
    }
  }
}

/** With all faults gone and time passed: every file is in its chat, or a reason stands in the history. */
export function requireAllDelivered(world: World): void {
  const rows = world.rows();
  const left = rows.filter(({ state }) => LIVE.includes(state) || state === 'failed');
  if (left.length > 0)
    throw new Broken('other', `never quiet: ${left.map((row) => `${row.id} ${row.state}`).join(', ')}`);
  const due = rows.find(({ afterState, afterCode }) => afterState === 'due' && afterCode === undefined);
  if (due !== undefined) throw new Broken('other', `${due.path} still waits to be thrown away`);
  const damage = damageOf(world.life.ledger);
  if (damage !== undefined) throw new Broken('other', damage);
  for (const [path, bytes] of world.files.contents()) {
    const spec = world.watches.find(({ folder }) => path.startsWith(`${folder}/`));
    const chat = world.server.chat(spec?.target.dialog ?? '');
    if (!isDelivered(world, bytes, chat)) throw new Broken('lost', path);
  }
}

function isDelivered(world: World, bytes: Uint8Array, chat: readonly SimMessage[]): boolean {
  const inChat = new Set(chat.map(({ file }) => file?.sha256));
  const current = world.hashOf(bytes);
  if (inChat.has(current.sha256)) return true;
  if (world.excused.isExcused(current)) return true;
  // A watch that ignores changes sends no later version of what it has delivered, or of what was there before.
  const isSentOrOld = (one: Content) => inChat.has(one.sha256) || world.excused.isExcused(one);
  return world.watches[0]?.changed === 'ignore' && versionsOf(world, current).some(isSentOrOld);
}

/** Everything that was ever the same file: under one of its names, or in its inode. */
function versionsOf(world: World, current: Content): readonly Content[] {
  const versions = new Set([current]);
  for (const version of versions) {
    for (const other of world.written.values()) {
      const isSame =
        other.inode === version.inode || [...other.paths].some((path) => version.paths.has(path));
      if (isSame) versions.add(other);
    }
  }
  return [...versions];
}
