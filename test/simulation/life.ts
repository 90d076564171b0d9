import { join } from 'node:path/posix';
import type { WatchSpec } from '#domain/watch.ts';
import { PostDeliveryRunner } from '#engine/delivery/post-delivery/post-delivery-runner.ts';
import type { DeliverySpec } from '#config/engine-config.ts';
import type { EngineEvent } from '#engine/events.ts';
import type { Ledger } from '#engine/store/ledger.ts';
import type { UploadRow } from '#engine/store/uploads/rows.ts';
import { createFileIndex } from '#engine/store/file-index/file-index.ts';
import type { Clock, FileSystem } from '#engine/ports.ts';
import { nodeDisk } from '#engine/system/node-disk.ts';
import { Delivery } from '#engine/delivery/delivery.ts';
import { Watch } from '#engine/watcher/watch.ts';
import { Broken } from './broken.ts';
import { Choices } from './choices.ts';
import type { Mortal, SimDisk } from './sim-ledger.ts';
import { SimPortal } from './sim-portal.ts';
import type { SimServer } from './sim-server.ts';

/** Timers that may fire at one moment before the program counts as running in circles. */
const MOST_AT_ONCE = 2_000;

/** From the moment at which a file is in the recycle bin to the answer that it is. */
const THROWN_AWAY_MS = 50;

/** In milliseconds: longer than any history. */
const NO_MORE_LOOKS = { scanLocalMs: 1e12, scanNetworkMs: 1e12 };

export interface LifeDeps {
  readonly disk: SimDisk;
  readonly files: FileSystem;
  readonly server: SimServer;
  readonly clock: Clock;
  readonly random: () => number;
  readonly watches: readonly WatchSpec[];
  readonly settings: DeliverySpec;
  readonly canRead: boolean;
  readonly isBlind: boolean;
  readonly isWatcherOnly: boolean;
  readonly isNetwork: boolean;
  readonly onEvent: (event: EngineEvent) => void;
  /** Puts a file into the recycle bin. @throws AppError when the system refuses */
  readonly trash: (path: string) => void;
}

/** One process from its start to its death: the delivery and the watches as the engine assembles them. */
export class Life implements Mortal {
  readonly ledger: Ledger;
  readonly delivery: Delivery;
  readonly choices: Choices;
  readonly #after: PostDeliveryRunner;
  readonly #watches: readonly Watch[];
  readonly #isWatcherOnly: boolean;
  #isDead = false;
  #commitsLeft = Infinity;

  constructor(parts: LifeDeps) {
    const { watches } = parts;
    const clock = this.#mortalClock(parts.clock);
    const files = mortalFiles(parts.files, this);
    const ledger = parts.disk.open(this);
    const specs = new Map(watches.map((spec) => [spec.name, spec]));
    const emit = (event: EngineEvent) => {
      if (this.#isDead) return;
      if (event.type === 'upload') after.wake();
      parts.onEvent(event);
    };
    const after = new PostDeliveryRunner({
      queue: ledger.after,
      watches: specs,
      files,
      disk: nodeDisk,
      clock,
      isSettling: (path) =>
        this.#watches.some((watch, at) =>
          watch.settling().some((file) => join(watches[at]?.folder ?? '', file.path) === path),
        ),
      trash: async (path) => {
        parts.trash(path);
        await new Promise<void>((resolve) => {
          clock.setTimer(THROWN_AWAY_MS, resolve);
        });
      },
      emit,
      log: () => undefined,
    });
    this.choices = new Choices(ledger, () => ({ wall: clock.now(), monotonic: clock.monotonicMs() }));
    const portal = new SimPortal({ ...parts, files, clock, choices: this.choices });
    const delivery = new Delivery({
      ledger,
      portals: new Map([['office', portal]]),
      watches: specs,
      files,
      clock,
      random: parts.random,
      settings: parts.settings,
      emit,
      log: () => undefined,
    });
    const memory = createFileIndex(
      {
        db: ledger.db,
        uploads: ledger.uploads,
        now: () => clock.now(),
        captionFor: () => '',
        wasRebuilt: false,
        onUploads: (ids) => {
          const rows = ids.flatMap((id) => ledger.uploads.get(id) ?? []);
          for (const row of rows) emit({ type: 'upload', row });
          delivery.added(rows);
        },
      },
      specs,
    );
    this.ledger = ledger;
    this.#isWatcherOnly = parts.isWatcherOnly;
    this.delivery = delivery;
    this.#after = after;
    this.#watches = watches.map(
      (spec) =>
        new Watch({
          spec,
          files,
          index: memory,
          clock,
          log: () => undefined,
          onState: (state) => emit({ type: 'watch', watch: spec.name, state }),
          onIdle: () => undefined,
          isForbidden: () => Promise.resolve(false),
          isNetwork: () => Promise.resolve(parts.isNetwork),
          ...(parts.isWatcherOnly ? { times: NO_MORE_LOOKS } : {}),
        }),
    );
  }

  get isDead(): boolean {
    return this.#isDead;
  }

  get isIdle(): boolean {
    return this.#after.isIdle && this.#watches.every((watch) => watch.isIdle());
  }

  start(): void {
    this.delivery.start();
    this.#after.wake();
    for (const watch of this.#watches) void watch.start();
  }

  /** As when the machine wakes up, or the user asks: everything is tried and looked at now. */
  hurry(): void {
    this.delivery.retryNow();
    if (!this.#isWatcherOnly) for (const watch of this.#watches) void watch.rescan();
  }

  /** Another process has changed an upload in the ledger. */
  othersWrote(row: UploadRow): void {
    this.delivery.added([row]);
    this.#after.wake();
  }

  /** SIGTERM. */
  stop(graceMs: number): void {
    for (const watch of this.#watches) void watch.stop();
    void this.delivery.stop(graceMs).then(() => this.#after.stop());
  }

  /** SIGKILL: no timer fires any more, nothing is written, no answer is heard. */
  kill(): void {
    this.#isDead = true;
  }

  /** SIGKILL right after the `count`-th transaction from now is on disk. */
  killAfterCommits(count: number): void {
    this.#commitsLeft = count;
  }

  committed(): void {
    this.#commitsLeft -= 1;
    if (this.#commitsLeft <= 0) this.kill();
  }

  #mortalClock(clock: Clock): Clock {
    let lastAt = 0;
    let atOnce = 0;
    return {
      now: () => clock.now(),
      monotonicMs: () => clock.monotonicMs(),
      setTimer: (delayMs, run) =>
        // Whole milliseconds, as the system's timers keep.
        clock.setTimer(Math.ceil(delayMs), () => {
          if (this.#isDead) return;
          atOnce = clock.monotonicMs() === lastAt ? atOnce + 1 : 0;
          lastAt = clock.monotonicMs();
          if (atOnce > MOST_AT_ONCE) throw new Broken('other', 'the program runs in circles');
          run();
        }),
    };
  }
}

/** The files as a process sees them: a dead one never hears what it asked. */
function mortalFiles(files: FileSystem, mortal: Mortal): FileSystem {
  const forever = <T>() => new Promise<T>(() => undefined);
  const unlessDead = <T>(ask: () => Promise<T>): Promise<T> =>
    mortal.isDead ? forever() : ask().then((answer) => (mortal.isDead ? forever<T>() : answer));
  return {
    identity: (folder) => unlessDead(() => files.identity(folder)),
    realPath: (folder) => unlessDead(() => files.realPath(folder)),
    list: (folder) => unlessDead(() => files.list(folder)),
    stamp: (path) => unlessDead(() => files.stamp(path)),
    stampNow: (path) => files.stampNow(path),
    open: (path, root) => unlessDead(() => files.open(path, root)),
  };
}
