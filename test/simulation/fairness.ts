import { seeded } from '#test/crash/random.ts';
import { ManualClock } from '#test/support/manual-clock.ts';
import { Life } from './life.ts';
import { SimFiles } from './sim-files.ts';
import { SimDisk } from './sim-ledger.ts';
import { SimServer } from './sim-server.ts';
import { specOf } from './spec.ts';

export interface Shared {
  readonly delivered: number;
  readonly doubled: number;
  /** When each PC had delivered its last file; virtual milliseconds from the start. */
  readonly finishedAtMs: readonly number[];
}

const STEP_MS = 1_000;
const LONGEST_MS = 7_200_000;

/** Several PCs behind one address fill the bucket of one portal: 2 requests a second, 50 at once. */
export async function shareOnePortal(office: { pcs: number; filesEach: number }): Promise<Shared> {
  const clock = new ManualClock();
  const folders = Array.from({ length: office.pcs }, (_, pc) => `/srv/pc${pc}`);
  const files = new SimFiles(folders, () => clock.now());
  const server = new SimServer(clock, { limit: { burst: 50, requestsPerSecond: 2 } });
  const disks = folders.map(() => new SimDisk());
  for (const folder of folders) {
    for (let file = 0; file < office.filesEach; file++) {
      files.replace(`${folder}/${file}.pdf`, new TextEncoder().encode(`${folder} ${file}`));
    }
  }
  const lives = folders.map((folder, pc) => {
    const disk = disks[pc] ?? new SimDisk();
    return new Life({
      disk,
      files,
      server,
      clock,
      random: seeded(pc),
      watches: [specOf({ name: 'scans', folder, dialog: `chat${pc}`, changed: 'ignore', existing: 'all' })],
      settings: { perPortal: 2, requestsPerSecond: 2, burst: 50, verifyAfterMs: 65_000, retryBaseMs: 5_000 },
      canRead: true,
      isBlind: false,
      isWatcherOnly: false,
      isNetwork: false,
      onEvent: () => undefined,
      trash: () => undefined,
    });
  });
  try {
    for (const life of lives) life.start();
    const finishedAtMs = folders.map(() => Infinity);
    while (finishedAtMs.includes(Infinity) && clock.monotonicMs() < LONGEST_MS) {
      await clock.advance(STEP_MS);
      for (const [pc, life] of lives.entries()) {
        const isDone = life.ledger.uploads.inState('delivered').length === office.filesEach;
        if (isDone) finishedAtMs[pc] = Math.min(finishedAtMs[pc] ?? Infinity, clock.monotonicMs());
      }
    }
    const posted = [...server.chats.values()].flat().flatMap(({ file }) => file?.sha256 ?? []);
    const delivered = new Set(posted).size;
    return { delivered, doubled: posted.length - delivered, finishedAtMs };
  } finally {
    for (const life of lives) {
      life.kill();
    }
    for (const disk of disks) disk.close();
  }
}
