import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import type { HistoryFilter } from '#engine/ledger/history-filter.ts';
import { countSections, readPage } from '#engine/ledger/history-query.ts';
import { createLedger } from '#engine/ledger/ledger.ts';
import { indexSome } from '#engine/ledger/search-index.ts';

/** How long the history takes to answer with so many rows, and what queueing costs with its indices. */
const ROWS = Number(process.argv[2] ?? 1_000_000);
const BATCH = 10_000;

const QUESTIONS: Readonly<Record<string, HistoryFilter>> = {
  'first page': {},
  delivered: { section: 'delivered' },
  'needs you': { section: 'needs-you' },
  skipped: { section: 'skipped' },
  'one dialog': { section: 'delivered', portal: 'office', dialog: 'chat7' },
  'one watch': { watch: 'watch 3' },
  'a period long ago': { from: 1_000 * (ROWS / 4), to: 1_000 * (ROWS / 4 + BATCH) },
  'text of one file': { text: `invoice-${Math.floor(ROWS / 3)}-` },
  'text of very many': { text: 'INVOICE' },
  'text of none': { text: 'no such thing anywhere' },
  'text and dialog': { text: 'department 7', portal: 'office', dialog: 'chat7' },
  'two letters': { text: 'in' },
};

const folder = mkdtempSync(join(tmpdir(), 'chatdrop-bench-'));
try {
  const ledger = createLedger(folder, Date.now());
  const { db, uploads } = ledger;
  const queueing = measure(() => {
    for (let from = 0; from < ROWS; from += BATCH) {
      uploads.enqueue(
        Array.from({ length: BATCH }, (_, at) => file(from + at)),
        1_000 * from,
      );
    }
  });
  print('queued a second', Math.round(ROWS / (queueing / 1_000)));
  end(db);
  print(
    'search index ms a 1,000',
    Math.round(
      measure(() => {
        while (indexSome(db));
      }) /
        (ROWS / 1_000),
    ),
  );
  print('ledger MB', Math.round(statSync(join(folder, 'ledger.db')).size / 1e6));
  for (const [name, filter] of Object.entries(QUESTIONS)) {
    const samples = Array.from({ length: 9 }, () => measure(() => readPage(db, filter, { limit: 50 })));
    print(name, samples.sort((a, b) => a - b)[4]?.toFixed(1));
  }
  print('counts', measure(() => countSections(db)).toFixed(1));
  print(
    'counts of one dialog',
    measure(() => countSections(db, { portal: 'office', dialog: 'chat7' })).toFixed(1),
  );
  ledger.close();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

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

/** As after years: delivered, some skipped, a few that need the user. */
function end(db: DatabaseSync): void {
  db.exec(`UPDATE uploads SET state = CASE WHEN id % 5000 = 0 THEN 'failed' WHEN id % 20 = 0 THEN 'skipped'
    WHEN id > ${ROWS - 100} THEN 'queued' ELSE 'delivered' END`);
}

function measure(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

function print(what: string, figure: unknown): void {
  console.log(what.padEnd(40), String(figure));
}
