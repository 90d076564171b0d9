import { PortalLimits } from '#bitrix24/client/portal-limits.ts';
import { createLedger } from '#engine/store/ledger.ts';
import type { Portal } from '#engine/ports.ts';
import { Delivery } from '#engine/delivery/delivery.ts';
import { nodeFileSystem } from '#engine/system/node-file-system.ts';
import { ManualClock } from '#test/support/manual-clock.ts';

/**
 * Delivers files through the portal's limits while time is ours: every request takes 300 ms, and two chats take turns.
 * Prints the virtual seconds from the first request to the last. Arguments: data folder, how many, a second, burst.
 */
const [dataDir = '', count = '', perSecond = '', burst = ''] = process.argv.slice(2);
const REQUEST_MS = 300;
const FILES = Number(count);
const rate = { requestsPerSecond: Number(perSecond), burst: Number(burst) };

const clock = new ManualClock();
const limits = new PortalLimits({ clock, random: () => 0.5, rate });
const ledger = createLedger(dataDir, clock.now());
const begun: number[] = [];
const portal: Portal = {
  post: async (_file, hooks, signal) => {
    await limits.pass('imbot.v2.File.upload', signal);
    hooks.onStart();
    begun.push(clock.monotonicMs());
    await new Promise<void>((resolve) => clock.setTimer(REQUEST_MS, resolve));
    const receipt = { messageId: begun.length, fileId: 1, chatId: 5, storedName: undefined, sha256: 'f00' };
    return { type: 'posted', receipt };
  },
  newestMessages: () => Promise.resolve(undefined),
  recentMessages: () => Promise.resolve(undefined),
  canReadMessages: () => Promise.resolve(true),
  newestMessageId: () => Promise.resolve(0),
  messagesSince: () => Promise.resolve({ type: 'newest', messageId: 0 }),
  removeMessage: () => Promise.resolve(true),
  probe: () => Promise.resolve(),
};
const delivery = new Delivery({
  ledger,
  portals: new Map([['office', portal]]),
  watches: new Map(),
  files: nodeFileSystem,
  clock,
  random: () => 0.5,
  settings: { perPortal: 2, ...rate, verifyAfterMs: 65_000, retryBaseMs: 5_000 },
  emit: () => undefined,
  log: () => undefined,
});
ledger.uploads.enqueue(
  Array.from({ length: FILES }, (_, nth) => ({
    watch: undefined,
    target: { portal: 'office', bot: 'bot', dialog: `chat${5 + (nth % 2)}` },
    caption: '',
    path: `/srv/${nth}`,
    root: '/srv',
    name: `${nth}`,
    stamp: { dev: 1, ino: nth, size: 10, mtimeMs: 1, ctimeMs: 1 },
  })),
  clock.now(),
);
delivery.start();
while (begun.length < FILES) await clock.advance(10_000);
await clock.advance(REQUEST_MS);
await delivery.stop(0);
ledger.close();
console.log(((begun.at(-1) ?? NaN) - (begun[0] ?? NaN)) / 1000);
