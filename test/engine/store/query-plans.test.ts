import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { PENDING, TIMED } from '#engine/store/uploads/state-groups.ts';
import { countSections } from '#engine/store/history/history-counts.ts';
import type { HistoryFilter } from '#engine/store/history/history-filter.ts';
import { readPage } from '#engine/store/history/history-query.ts';
import { tablesOf } from '#engine/store/ledger.ts';
import {
  isIndexedElsewhere,
  findOtherUploadOfVersion,
  findUnverifiedUpload,
} from '#engine/store/file-index/versions.ts';
import { MIGRATIONS } from '#engine/store/db/schema.ts';
import { ledgerIn, newUpload } from '#test/support/ledger.ts';

/** A database of the ledger's schema that knows what it was asked. */
class Asked extends DatabaseSync {
  readonly texts: string[] = [];

  constructor() {
    super(':memory:');
    for (const sql of MIGRATIONS) this.exec(sql);
  }

  override prepare(sql: string) {
    this.texts.push(sql);
    return super.prepare(sql);
  }

  /** What SQLite does for a text, one step a line. */
  stepsOf(sql: string, how: 'QUERY PLAN' | ''): readonly string[] {
    const column = how === '' ? 'opcode' : 'detail';
    return super
      .prepare(`EXPLAIN ${how} ${sql}`)
      .all()
      .map((raw) => String(raw[column]));
  }
}

/** Everything that the ledger's tables ask in the rounds of a delivery. */
function asked(): Asked {
  const db = new Asked();
  tablesOf(db);
  const ledger = ledgerIn();
  const [row] = ledger.uploads.enqueue([newUpload('a.pdf')], 1_000);
  if (row === undefined) throw new TypeError('nothing was queued');
  const stamp = { dev: 1, ino: 2, size: 3, mtimeMs: 4, ctimeMs: 5 };
  findOtherUploadOfVersion(db, row, stamp);
  findUnverifiedUpload(db, row, stamp);
  isIndexedElsewhere(db, row, stamp);
  return db;
}

test('no question of a delivery reads a whole table, however long the history', () => {
  const db = asked();

  const scans = db.texts.flatMap((sql) =>
    db
      .stepsOf(sql, 'QUERY PLAN')
      .filter((step) => /^SCAN (uploads|sent|seen|attempts)\b(?!.* USING )/.test(step))
      .map((step) => `${step}: ${sql}`),
  );

  expect(scans).toEqual([]);
});

test('a repeat is looked for among files of its own kind, not among all of a dialog', () => {
  const db = asked();

  const ofTwins = db.texts.filter((sql) => /FROM uploads\b[^]*UNION ALL[^]*FROM sent\b/.test(sql));
  const steps = ofTwins.flatMap((sql) => db.stepsOf(sql, 'QUERY PLAN'));

  expect(ofTwins.length).toBeGreaterThanOrEqual(5);
  expect(steps.filter((step) => step.includes('uploads_history'))).toEqual([]);
});

test('a question of the history reads its index alone, and sorts no more than what it shows', () => {
  const db = asked();
  const everything: HistoryFilter = {
    section: 'skipped',
    portal: 'office',
    dialog: 'chat5',
    watch: 'scans',
    from: 1,
    to: 2,
    text: 'a',
    textDialogs: [],
  };
  db.texts.length = 0;
  readPage(db, everything, { limit: 1 });
  countSections(db, everything);

  const steps = db.texts.flatMap((sql) => db.stepsOf(sql, 'QUERY PLAN'));
  const ofIndex = steps.filter((step) => step.includes('USING COVERING INDEX uploads_history'));

  const ofTable = steps.filter((step) => /^(SCAN|SEARCH) uploads\b/.test(step) && !ofIndex.includes(step));

  // One for each of the three states of the section, one for the counts.
  expect(ofIndex).toHaveLength(4);
  expect(ofTable).toEqual(['SEARCH uploads USING INTEGER PRIMARY KEY (rowid=?)']);
});

test('writing an upload builds no table in memory', () => {
  const db = asked();

  const writes = db.texts.filter((sql) => /^\s*(INSERT INTO|UPDATE) uploads\b/.test(sql));
  const builds = writes.filter((sql) => db.stepsOf(sql, '').includes('OpenEphemeral'));

  expect(writes.length).toBeGreaterThanOrEqual(3);
  expect(builds).toEqual([]);
});

test('the conditions for parts of the states are those of the indices, word for word', () => {
  const db = asked();
  const indices = db
    .prepare(`SELECT sql FROM sqlite_schema WHERE type = 'index' AND sql LIKE '% WHERE (%'`)
    .all()
    .map((raw) => /WHERE (\(.*\))$/.exec(String(raw['sql']))?.[1]);

  expect(new Set(indices)).toEqual(new Set([PENDING, TIMED]));
});
