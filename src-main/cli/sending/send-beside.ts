import { setTimeout as delay } from 'node:timers/promises';
import { effectiveState } from '#domain/blockers.ts';
import { isPending } from '#domain/upload.ts';
import type { EngineConfig } from '#config/engine-config.ts';
import { openLedgerClient, type LedgerClient } from '#engine/store/secondary-client.ts';
import type { NewUpload, UploadRow } from '#engine/store/uploads/rows.ts';
import { patienceMs } from '../patience.ts';
import { Refusal } from '../refusal.ts';

const LOOK_EVERY_MS = 200;

/**
 * Queues files for the engine that runs on the same data folder, and follows them. Ends when all of them have
 * ended, when nothing has happened to them for long, or at `stop`; what is left stays queued.
 */
export async function sendBeside(
  config: EngineConfig,
  uploads: readonly NewUpload[],
  stop: Promise<void>,
): Promise<readonly UploadRow[]> {
  const ledger = openLedgerClient(config.dataDir, Date.now);
  if (ledger === undefined)
    throw new Refusal('another chatdrop is just starting on this data folder: try again');
  try {
    const ids = ledger.enqueue(uploads).map((row) => row.id);
    return await follow(ledger, ids, config, stop);
  } finally {
    ledger.close();
  }
}

async function follow(
  ledger: LedgerClient,
  ids: readonly number[],
  config: EngineConfig,
  stop: Promise<void>,
): Promise<readonly UploadRow[]> {
  const ending = new AbortController();
  void stop.then(() => ending.abort());
  let before = '';
  let changedAt = performance.now();
  for (;;) {
    const rows = look(ledger, ids, config);
    const now = JSON.stringify(rows.map(({ state, attempts }) => [state, attempts]));
    if (now !== before || rows.some((row) => row.state === 'sending')) changedAt = performance.now();
    before = now;
    const idle = performance.now() - changedAt > patienceMs(config.delivery);
    if (ending.signal.aborted || idle || !rows.some(isPending)) return rows;
    await delay(LOOK_EVERY_MS);
  }
}

function look(ledger: LedgerClient, ids: readonly number[], config: EngineConfig): readonly UploadRow[] {
  const standstill = ledger.standstill({
    watches: config.watches,
    workingHours: config.delivery.workingHours,
  });
  return ids.flatMap((id) => ledger.row(id) ?? []).map((row) => effectiveState(row, standstill));
}
