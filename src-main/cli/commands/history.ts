import { concerns } from '#domain/hold.ts';
import { effectiveState, type Blockers } from '#domain/blockers.ts';
import type { UploadState } from '#domain/upload.ts';
import type { UploadRow } from '#engine/store/uploads/rows.ts';
import { openLedgerClient, type LedgerClient } from '#engine/store/secondary-client.ts';
import { formatMoment } from '../format.ts';
import { holdLine } from '../report/event-line.ts';
import { toRecord } from '../report/record.ts';
import { stateWords, wayOf } from '../report/upload-words.ts';
import { loadSettings, type SettingsOptions } from '../settings.ts';
import { printAll, say } from '../terminal.ts';

export interface HistoryOptions extends SettingsOptions {
  readonly state?: readonly UploadState[] | undefined;
  readonly json?: boolean | undefined;
  readonly limit?: number | undefined;
}

/**
 * Prints uploads in the order in which they were queued, also while an engine runs, and for people beside them what
 * stands still as a whole.
 */
export async function history(options: HistoryOptions): Promise<number> {
  const { config } = loadSettings(options);
  const ledger = openLedgerClient(config.dataDir, Date.now);
  if (ledger === undefined) return 0; // nothing was ever sent from here
  try {
    const { watches, delivery } = config;
    const standstill = ledger.standstill({ watches, workingHours: delivery.workingHours });
    const toLine = options.json
      ? (row: UploadRow) => JSON.stringify(toRecord(row, newHostOf(row, standstill)))
      : (row: UploadRow) => historyLine(row, newHostOf(row, standstill));
    await printAll(map(select(ledger, standstill, options), toLine));
    if (!options.json) for (const hold of standstill.holds) say(holdLine(hold));
    return 0;
  } finally {
    ledger.close();
  }
}

/**
 * Rows as they are seen from outside: what the ledger calls queued waits while something larger stands still. So
 * the states and the limit count after that, not in the query.
 */
function* select(
  ledger: LedgerClient,
  standstill: Blockers,
  { state = [], limit }: HistoryOptions,
): Generator<UploadRow> {
  const limited = limit === undefined ? {} : { limit };
  if (!state.includes('queued') && !state.includes('waiting')) {
    yield* seen(ledger.history({ states: state, ...limited }), standstill, state);
    return;
  }
  const states = [...new Set([...state, 'queued' as const, 'waiting' as const])];
  const rows = seen(ledger.history({ states }), standstill, state);
  yield* limit === undefined ? rows : [...rows].slice(-limit);
}

function* seen(
  rows: Iterable<UploadRow>,
  standstill: Blockers,
  states: readonly UploadState[],
): Generator<UploadRow> {
  for (const row of rows) {
    const outside = effectiveState(row, standstill);
    if (states.length === 0 || states.includes(outside.state)) yield outside;
  }
}

function* map(rows: Iterable<UploadRow>, toLine: (row: UploadRow) => string): Generator<string> {
  for (const row of rows) yield toLine(row);
}

/** Where the portal says it is now, for an upload that waits for that to be confirmed. */
function newHostOf(row: UploadRow, { holds }: Blockers): string | undefined {
  return holds.find((hold) => hold.code === row.code && concerns(hold, row))?.host;
}

function historyLine(row: UploadRow, host: string | undefined): string {
  const at = formatMoment(row.deliveredAt ?? row.queuedAt);
  return `${row.id}  ${at}  ${wayOf(row)}  ${stateWords(row, host)}`;
}
