import type { UploadState } from '#domain/upload.ts';
import type { Hold } from '#engine/events.ts';
import type { UploadRow } from '#engine/ledger/rows.ts';
import { openLedgerBeside, type LedgerBeside } from '#engine/ledger/beside.ts';
import { formatMoment } from '../format.ts';
import { toRecord, underHolds } from '../report/record.ts';
import { stateWords, wayOf } from '../report/upload-words.ts';
import { loadSettings, type SettingsOptions } from '../settings.ts';
import { printAll } from '../terminal.ts';

export interface HistoryOptions extends SettingsOptions {
  readonly state?: readonly UploadState[] | undefined;
  readonly json?: boolean | undefined;
  readonly limit?: number | undefined;
}

/** Prints uploads in the order in which they were queued, also while an engine runs. */
export async function history(options: HistoryOptions): Promise<number> {
  const { config } = loadSettings(options);
  const ledger = openLedgerBeside(config.dataDir, Date.now);
  if (ledger === undefined) return 0; // nothing was ever sent from here
  try {
    const toLine = options.json ? (row: UploadRow) => JSON.stringify(toRecord(row)) : historyLine;
    await printAll(map(select(ledger, options), toLine));
    return 0;
  } finally {
    ledger.close();
  }
}

/**
 * Rows as they are seen from outside: under a hold, what the ledger calls queued is waiting. So with holds the
 * states and the limit count after that, not in the query.
 */
function* select(ledger: LedgerBeside, { state = [], limit }: HistoryOptions): Generator<UploadRow> {
  const holds = ledger.holds();
  if (holds.length === 0) {
    yield* ledger.history({ states: state, ...(limit === undefined ? {} : { limit }) });
    return;
  }
  const rows = seen(ledger.history({}), holds, state);
  yield* limit === undefined ? rows : [...rows].slice(-limit);
}

function* seen(
  rows: Iterable<UploadRow>,
  holds: readonly Hold[],
  states: readonly UploadState[],
): Generator<UploadRow> {
  for (const row of rows) {
    const outside = underHolds(row, holds);
    if (states.length === 0 || states.includes(outside.state)) yield outside;
  }
}

function* map(rows: Iterable<UploadRow>, toLine: (row: UploadRow) => string): Generator<string> {
  for (const row of rows) yield toLine(row);
}

function historyLine(row: UploadRow): string {
  return `${row.id}  ${formatMoment(row.deliveredAt ?? row.queuedAt)}  ${wayOf(row)}  ${stateWords(row)}`;
}
