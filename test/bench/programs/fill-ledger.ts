import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { WatchSpec } from '#domain/watch.ts';
import { DEFAULT_JUNK } from '#domain/junk.ts';
import { DEFAULT_RETENTION } from '#config/engine-config.ts';
import { Housekeeping } from '#engine/housekeeping.ts';
import { createLedger } from '#engine/store/ledger.ts';
import { createFileIndex } from '#engine/store/file-index/file-index.ts';
import { nodeFileSystem } from '#engine/system/node-file-system.ts';

/**
 * Writes a ledger in which every file below some folders was found by a watch of its own and is now in one state:
 * what an earlier run would have left. Arguments: data folder, state, folders.
 */
const [dataDir = '', state = '', ...roots] = process.argv.slice(2);
const now = Date.now() - 3_600_000;
const specs = new Map(
  roots.map((folder, index) => [`watch ${index}`, specOf(`watch ${index}`, folder, index)]),
);
const ledger = createLedger(dataDir, now);
const memory = createFileIndex(
  {
    db: ledger.db,
    uploads: ledger.uploads,
    now: () => now,
    captionFor: () => '',
    wasRebuilt: false,
    onUploads: () => undefined,
  },
  specs,
);
for (const { name, folder } of specs.values()) {
  memory.startInitialScan(name, folder, now);
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  for (let from = 0; from < files.length; from += 10_000) {
    memory.record(
      name,
      files.slice(from, from + 10_000).flatMap((entry) => {
        const stamp = nodeFileSystem.stampNow(join(entry.parentPath, entry.name));
        const below = entry.parentPath.slice(folder.length + 1);
        return stamp === undefined
          ? []
          : [{ type: 'added', file: { folder: below, name: entry.name, stamp } } as const];
      }),
    );
  }
  memory.completeInitialScan(name, folder);
}
if (state === 'delivered') {
  ledger.db
    .exec(`UPDATE uploads SET state = 'delivered', attempts = 1, started_at = queued_at, delivered_at = queued_at,
    sha256 = lower(hex(randomblob(32))), sent_name = name, message_id = id, file_id = id, chat_id = 5`);
  // The days on which the files were delivered had their housekeeping, too.
  const housekeeping = new Housekeeping({
    db: ledger.db,
    dataDir,
    clock: {
      now: () => Date.now(),
      monotonicMs: () => performance.now(),
      setTimer: (_delayMs, run) => {
        queueMicrotask(run);
        return { cancel: () => undefined };
      },
    },
    retention: () => DEFAULT_RETENTION,
    isIdle: () => true,
    log: (_level, text) => {
      throw new Error(text);
    },
  });
  await housekeeping.run();
}
if (state === 'killed') {
  // One of them was under way when the process died.
  ledger.db.exec(
    `UPDATE uploads SET state = 'sending', attempts = 1, started_at = queued_at, baseline = 0 WHERE id = 1`,
  );
}
ledger.db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
ledger.close();

function specOf(name: string, folder: string, index: number): WatchSpec {
  return {
    name,
    folder,
    target: { portal: 'portal 0', bot: 'bot 0', dialog: index === 0 ? 'chat5' : 'chat7' },
    include: [],
    exclude: [],
    hidden: 'send',
    junk: DEFAULT_JUNK,
    recursive: true,
    maxDepth: Infinity,
    sizeMin: 1,
    sizeMax: 1e8,
    existing: 'all',
    quietMs: 100,
    changed: 'ignore',
    repeats: 'same-name',
    caption: '',
    after: { type: 'keep' },
    mode: 'detect',
    perMinuteCap: 0,
  };
}
