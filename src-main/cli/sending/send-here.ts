import { isPending } from '#domain/upload.ts';
import type { EngineConfig } from '#config/engine-config.ts';
import type { Engine, EngineHost } from '#engine/engine.ts';
import { openEngine } from '#engine/open-engine.ts';
import type { NewUpload, UploadRow } from '#engine/store/uploads/rows.ts';
import { patienceMs } from '../patience.ts';

/**
 * Sends files with an engine of our own that watches nothing. Ends when all of them have ended, when the rest
 * has to wait long, or at `stop`; what is left stays queued. Resolves to the files' rows.
 * @throws AppError `ledger.in-use` before anything is queued
 */
export async function sendHere(
  config: EngineConfig,
  host: EngineHost,
  uploads: readonly NewUpload[],
  stop: Promise<void>,
): Promise<readonly UploadRow[]> {
  const engine = openEngine({ ...config, watches: [] }, host);
  try {
    const rows = engine.enqueue(uploads);
    const ended = untilEnded(engine, rows);
    await engine.start();
    await Promise.race([ended, engine.whenIdle({ maxWaitMs: patienceMs(config.delivery) }), stop]);
    return rows.map((row) => engine.row(row.id) ?? row);
  } finally {
    await engine.stop();
  }
}

function untilEnded(engine: Engine, rows: readonly UploadRow[]): Promise<void> {
  const open = new Set(rows.map((row) => row.id));
  const { promise, resolve } = Promise.withResolvers<undefined>();
  engine.on((event) => {
    if (event.type !== 'upload' || isPending(event.row)) return;
    open.delete(event.row.id);
    if (open.size === 0) resolve(undefined);
  });
  return promise;
}
