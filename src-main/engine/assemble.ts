import { join } from 'node:path';
import { AppError } from '#domain/errors.ts';
import { PostDeliveryRunner } from './delivery/post-delivery/post-delivery-runner.ts';
import { captionFor } from './captions.ts';
import { DEFAULT_RETENTION, type EngineConfig } from '#config/engine-config.ts';
import type { Engine } from './engine.ts';
import type { EngineEvent } from './events.ts';
import { createHistory } from './history.ts';
import { Housekeeping } from './housekeeping.ts';
import type { Ledger } from './store/ledger.ts';
import type { Lock } from './store/db/lock.ts';
import type { UploadRow } from './store/uploads/rows.ts';
import { createFileIndex } from './store/file-index/file-index.ts';
import type { EngineHost } from './node-host.ts';
import type { FileSystem } from './ports.ts';
import { countDuplicates } from './delivery/duplicates.ts';
import { Delivery } from './delivery/delivery.ts';
import { openWatches } from './watcher/watches.ts';
import { Removals } from './delivery/removals.ts';
import { DuplicateSenderWatch } from './delivery/verify/duplicate-sender-watch.ts';
import { type LeftFile, RunSummary } from './run-summary.ts';
import { whenIdle } from './when-idle.ts';

/** How long an upload under way may go on after `stop`. */
const GRACE_MS = 20_000;
/** Files that a summary names. */
const MAX_LEFT = 20;
/** How long a drive may take to answer then. */
const DRIVE_GRACE_MS = 2_000;

/** Puts an engine together on an open ledger, which it closes when it stops. @throws AppError `config.invalid` */
export function assemble(config: EngineConfig, host: EngineHost, ledger: Ledger, lock: Lock): Engine {
  const { clock, random, disk, log } = host;
  let current = config;
  const files: FileSystem = {
    ...host.files,
    // Neither a watch nor a delivery opens a file in a folder that leads elsewhere than at its first scan.
    open: (path, root, realRoot) => host.files.open(path, root, realRoot ?? index.pinnedRoot(root)?.realPath),
  };
  const portals = host.openPortals(config, { clock, random, files });
  const listeners = new Set<(event: EngineEvent) => void>();
  const runSummary = new RunSummary();
  const emit = (event: EngineEvent) => {
    if (event.type === 'upload') {
      runSummary.add(event.row);
      postDelivery.wake();
      duplicateSenderWatch.onUpload(event.row);
    }
    for (const listener of listeners) listener(event);
  };
  const specs = new Map(config.watches.map((spec) => [spec.name, spec]));
  const postDelivery = new PostDeliveryRunner({
    queue: ledger.after,
    watches: specs,
    files,
    disk,
    clock,
    isSettling: (path) =>
      watches.settling().some((file) => join(specs.get(file.watch)?.folder ?? '', file.path) === path),
    trash: host.trash,
    emit,
    log,
  });
  const delivery = new Delivery({
    ledger,
    portals: portals.byName,
    watches: specs,
    files,
    clock,
    random,
    get settings() {
      return current.delivery;
    },
    isFolderPresent: (watch) => watches.isThere(watch),
    // The user may have confirmed a delivery whose file is to be moved now.
    onExternalChange: () => postDelivery.wake(),
    emit,
    log,
  });
  const duplicateSenderWatch = new DuplicateSenderWatch({
    ledger,
    portals: portals.byName,
    clock,
    emit,
    log,
  });
  const removals = new Removals({ uploads: ledger.uploads, portals: portals.byName, clock, emit, log });
  const added = (rows: readonly UploadRow[]) => {
    for (const row of rows) emit({ type: 'upload', row });
    delivery.added(rows);
  };
  const index = createFileIndex(
    {
      db: ledger.db,
      uploads: ledger.uploads,
      now: () => clock.now(),
      captionFor: (spec, file) => captionFor(spec, file, clock.now()),
      wasRebuilt: ledger.memoryLost,
      onUploads: (ids) => added(ids.flatMap((id) => ledger.uploads.get(id) ?? [])),
    },
    specs,
  );
  const watches = openWatches({
    specs,
    dataDir: config.dataDir,
    files,
    disk,
    index,
    clock,
    log,
    since: host.since,
    onSettling: (watch, count) => emit({ type: 'settling', watch, count }),
    onState: (watch, state) => {
      emit({ type: 'watch', watch, state });
      // Its drive may be back, or answer again.
      if (state.type === 'watching' || state.type === 'scanning') postDelivery.retry();
    },
  });
  const housekeeping = new Housekeeping({
    db: ledger.db,
    dataDir: config.dataDir,
    clock,
    retention: () => current.retention ?? DEFAULT_RETENTION,
    isIdle: () => delivery.isIdle(0) && postDelivery.isIdle,
    log,
  });

  const history = createHistory(ledger, () => delivery.blockers());
  const ending = new AbortController();
  const stop = async () => {
    ending.abort();
    const endHurry = host.hurryDrives?.(DRIVE_GRACE_MS);
    try {
      await watches.stop();
      await delivery.stop(GRACE_MS);
      await Promise.all(
        [postDelivery, removals, housekeeping, duplicateSenderWatch].map((part) => part.stop()),
      );
    } finally {
      endHurry?.();
    }
    await portals.close();
    ledger.close();
    lock.release();
  };
  let stopped: Promise<void> | undefined;
  let changes = Promise.resolve();

  const reconfigure = async (next: EngineConfig, since: number) => {
    if (next.dataDir !== current.dataDir)
      throw new AppError('config.invalid', 'the data folder cannot change');
    portals.apply(next);
    current = next;
    await watches.apply(next.watches, since);
    delivery.wake();
    postDelivery.wake();
  };

  return {
    on: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    start: async () => {
      delivery.start();
      postDelivery.wake();
      housekeeping.start();
      removals.retry();
      await watches.start();
      if (ledger.memoryLost) void watches.whenIdle().then(() => ledger.recovered());
    },
    stop: () => (stopped ??= stop()),
    rescan: () => watches.rescan(),
    approveFolder: (watch) => watches.approveFolder(watch),
    whenIdle: async ({ maxWaitMs }) => {
      await whenIdle({ clock, watches, delivery, postDelivery, ending: ending.signal }, maxWaitMs);
      const settling = watches.settling();
      const waiting = ledger.uploads.pendingCount() + settling.length;
      const left: LeftFile[] = [
        ...settling.map(({ watch, path }) => ({
          path: join(specs.get(watch)?.folder ?? '', path),
          code: 'file.changed' as const,
        })),
        ...history.page({ section: 'in-progress' }, { limit: MAX_LEFT }),
      ];
      return runSummary.summary(waiting, left.slice(0, MAX_LEFT), delivery.needsUser);
    },
    enqueue: (uploads) => {
      const rows = ledger.uploads.enqueue(uploads, clock.now());
      added(rows);
      return rows;
    },
    countDuplicates: (uploads) => countDuplicates({ ledger, files, clock }, uploads),
    history,
    row: (id) => ledger.uploads.get(id),
    remove: (id, remover) => removals.remove(id, remover),
    cancel: (id) => delivery.cancel(id),
    cancelPendingOf: (watch) => delivery.cancelPendingOf(watch),
    pause: ({ watch, until }) => delivery.pause({ watch, until }),
    resume: ({ watch } = {}) => delivery.resume(watch),
    pauses: () => ledger.pauses.all(),
    blockers: () => delivery.blockers(),
    settling: () => watches.settling(),
    duplicateSenders: () => ledger.duplicateSenders.all(),
    dismissDuplicateSender: ({ portal, dialog }) => ledger.duplicateSenders.forget(portal, dialog),
    reconfigure: (next, since = clock.now()) => {
      // One change after another, also when somebody does not wait.
      const change = changes.then(() => reconfigure(next, since));
      changes = change.catch(() => undefined);
      return change;
    },
    retryNow: () => {
      delivery.retryNow();
      removals.retry();
    },
  };
}
