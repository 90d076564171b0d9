import type { DatabaseSync } from 'node:sqlite';
import type { HistoryFilter } from '#engine/store/history/history-filter.ts';
import { countSections } from '#engine/store/history/history-counts.ts';
import { readPage } from '#engine/store/history/history-query.ts';
import { createLedger } from '#engine/store/ledger.ts';

/**
 * Fills a ledger with uploads, as after years, and asks what the history window asks. Prints the times of each question
 * in ms, as JSON. Arguments: data folder, number of uploads.
 */
const BATCH = 10_000;
const SAMPLES = 41;
const PAGE = { limit: 100 };

const [dataDir = '', count = ''] = process.argv.slice(2);
const ROWS = Number(count);

const FILTERS: Readonly<Record<string, HistoryFilter>> = {
  'first page': {},
  'needs you': { section: 'needs-you' },
  'one dialog': { section: 'delivered', portal: 'office', dialog: 'chat7' },
  'a dialog without uploads': { portal: 'office', dialog: 'chat0815' },
  'a watch without uploads': { watch: 'nothing' },
  'a period long ago': { from: 1_000 * (ROWS / 4), to: 1_000 * (ROWS / 4 + BATCH) },
  'text of one file': { text: `invoice-${Math.floor(ROWS / 3)}-` },
  'text of very many': { text: 'INVOICE' },
  'text of none': { text: 'no such thing anywhere', textDialogs: [{ portal: 'office', dialog: 'chat0815' }] },
};
const COUNTS: Readonly<Record<string, HistoryFilter>> = {
  counts: {},
  'counts of one dialog': { portal: 'office', dialog: 'chat7' },
  'counts of a long period': { from: 1_000, to: 1_000 * ROWS },
};

const ledger = createLedger(dataDir, Date.now());
const { db, uploads } = ledger;
for (let from = 0; from < ROWS; from += BATCH) {
  uploads.enqueue(
    Array.from({ length: BATCH }, (_, at) => file(from + at)),
    1_000 * from,
  );
}
end(db);
db.exec('PRAGMA wal_checkpoint(TRUNCATE)');

const times = Object.fromEntries([
  ...Object.entries(FILTERS).map(([name, filter]) => [name, samples(() => readPage(db, filter, PAGE))]),
  ...Object.entries(COUNTS).map(([name, filter]) => [name, samples(() => countSections(db, filter))]),
]) as Readonly<Record<string, readonly number[]>>;
ledger.close();
console.log(JSON.stringify(times));

function file(nth: number) {
  const name = `invoice-${nth}-${(nth * 7919) % 100_003}.pdf`;
  return {
    watch: `watch ${nth % 20}`,
    target: { portal: 'office', bot: 'scanner', dialog: `chat${nth % 200}` },
    caption: '',
    path: `/srv/scans/2026/department ${nth % 50}/${name}`,
    root: '/srv/scans',
    name,
    stamp: { dev: 1, ino: nth, size: nth % 5_000_000, mtimeMs: nth, ctimeMs: nth },
  };
}

/** Delivered, some skipped, a few that need the user. */
function end(filled: DatabaseSync): void {
  filled.exec(`UPDATE uploads SET state = CASE WHEN id % 5000 = 0 THEN 'failed' WHEN id % 20 = 0 THEN 'skipped'
    WHEN id > ${ROWS - 100} THEN 'queued' ELSE 'delivered' END`);
}

function samples(ask: () => unknown): readonly number[] {
  return Array.from({ length: SAMPLES }, () => {
    const from = performance.now();
    ask();
    return performance.now() - from;
  });
}
