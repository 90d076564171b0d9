import { captionFor } from './captions.ts';
import type { EngineConfig } from './config.ts';
import type { EngineEvent } from './events.ts';
import { createLedger, type Ledger } from './ledger/ledger.ts';
import { lockDataFolder, type Lock } from './ledger/lock.ts';
import type { NewUpload, UploadRow } from './ledger/rows.ts';
import { createWatchMemory } from './ledger/watch-memory.ts';
import type { EngineHost } from './node-host.ts';
import { openPortals } from './portals.ts';
import { Delivery } from './queue/delivery.ts';
import { openWatches } from './watches.ts';

export type { EngineHost } from './node-host.ts';

/** What this run has done, and what is left. */
export interface Summary {
  readonly delivered: number;
  readonly skipped: number;
  readonly failed: number;
  readonly waiting: number;
}

/** Watches folders and delivers what appears in them. One engine owns a data folder. */
export interface Engine {
  /** Returns the way to stop listening. Listeners must not throw. */
  on(listener: (event: EngineEvent) => void): () => void;
  start(): Promise<void>;
  /** Finishes or parks what is under way within 30 s and closes the ledger. */
  stop(): Promise<void>;
  /** Resolves when every folder was looked at and nothing is left that goes on within `waitAtMostMs`. */
  untilQuiet(options: { readonly waitAtMostMs: number }): Promise<Summary>;
  /** Queues files by hand, in this order. @throws AppError `ledger.full` */
  enqueue(uploads: readonly NewUpload[]): readonly UploadRow[];
  row(id: number): UploadRow | undefined;
  /** Breaks off or takes out an upload; undefined when it cannot be cancelled any more. */
  cancel(id: number): UploadRow | undefined;
  /** Tries again at once whatever waits for a portal or for the user: the network is back, something was mended. */
  hurry(): void;
}

/** How long an upload under way may go on after `stop`. */
const GRACE_MS = 20_000;

/**
 * Opens the data folder and prepares everything; nothing moves before `start`.
 * @throws AppError `ledger.in-use`, `ledger.damaged`, `ledger.too-new`, `ledger.full`, `config.invalid`
 */
export function openEngine(config: EngineConfig, host: EngineHost): Engine {
  const lock = lockDataFolder(config.dataDir);
  try {
    const ledger = createLedger(config.dataDir, host.clock.now());
    try {
      return assemble(config, host, ledger, lock);
    } catch (error) {
      ledger.close();
      throw error;
    }
  } catch (error) {
    lock.release();
    throw error;
  }
}

function assemble(config: EngineConfig, host: EngineHost, ledger: Ledger, lock: Lock): Engine {
  const { clock, random, files, log } = host;
  const portals = openPortals(config, host);
  const listeners = new Set<(event: EngineEvent) => void>();
  const counts = { delivered: 0, skipped: 0, failed: 0 };
  const emit = (event: EngineEvent) => {
    if (event.type === 'upload') count(counts, event.row);
    for (const listener of listeners) listener(event);
  };

  // After a loss nothing that lies in a folder may count as new: it may have been sent already.
  const specs = new Map(
    config.watches.map((spec) => [
      spec.name,
      ledger.memoryLost ? { ...spec, existing: 'new' as const } : spec,
    ]),
  );
  const delivery = new Delivery({
    ledger,
    portals: portals.byName,
    watches: specs,
    files,
    clock,
    random,
    settings: config.delivery,
    emit,
    log,
  });
  const memory = createWatchMemory(
    {
      db: ledger.db,
      uploads: ledger.uploads,
      now: () => clock.now(),
      captionFor: (spec, file) => captionFor(spec, file, clock.now()),
      onUploads: (ids) => {
        const rows = ids.map((id) => ledger.uploads.get(id)).filter((row) => row !== undefined);
        for (const row of rows) emit({ type: 'upload', row });
        delivery.added(rows);
      },
    },
    specs,
  );
  const watches = openWatches({
    specs: [...specs.values()],
    dataDir: config.dataDir,
    files,
    memory,
    clock,
    log,
    onState: (watch, state) => emit({ type: 'watch', watch, state }),
  });

  let stopped: Promise<void> | undefined;
  const stop = async () => {
    await watches.stop();
    await delivery.stop(GRACE_MS);
    portals.close();
    ledger.close();
    lock.release();
  };

  return {
    on: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    start: async () => {
      delivery.start();
      await watches.start();
      if (ledger.memoryLost) void watches.untilIdle().then(() => ledger.recovered());
    },
    stop: () => (stopped ??= stop()),
    untilQuiet: async ({ waitAtMostMs }) => {
      // A file that settles becomes an upload, so both must be at rest at the same moment.
      do {
        await watches.untilIdle();
        await delivery.untilQuiet(waitAtMostMs);
      } while (!watches.isIdle() || !delivery.isQuiet(waitAtMostMs));
      const needsUser = delivery.needsUser ? 1 : 0;
      return {
        ...counts,
        failed: Math.max(counts.failed, needsUser),
        waiting: ledger.uploads.pendingCount(),
      };
    },
    enqueue: (uploads) => {
      const rows = ledger.uploads.enqueue(uploads, clock.now());
      for (const row of rows) emit({ type: 'upload', row });
      delivery.added(rows);
      return rows;
    },
    row: (id) => ledger.uploads.get(id),
    cancel: (id) => delivery.cancel(id),
    hurry: () => delivery.hurry(),
  };
}

function count(counts: { delivered: number; skipped: number; failed: number }, row: UploadRow): void {
  if (row.state === 'delivered' || row.state === 'skipped' || row.state === 'failed') counts[row.state] += 1;
}
