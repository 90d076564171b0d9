import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UPLOAD_STATES, type UploadState } from '#domain/upload.ts';
import { toCsv, toJson } from '#engine/store/history/history-export.ts';
import { SECTIONS, type HistoryFilter } from '#engine/store/history/history-filter.ts';
import { countSections } from '#engine/store/history/history-counts.ts';
import { readAll, readPage } from '#engine/store/history/history-query.ts';
import type { Ledger } from '#engine/store/ledger.ts';
import { ledgerIn, newUpload } from '#test/support/ledger.ts';

interface Sample {
  readonly name: string;
  readonly state: UploadState;
  readonly dialog: string;
  readonly watch: string | null;
}

/** A ledger with these uploads, queued a second apart; ids are `spacing` apart, as the retention leaves them. */
function filled(samples: readonly Sample[], spacing = 1): Ledger {
  const ledger = ledgerIn();
  for (const [at, { name, state, dialog, watch }] of samples.entries()) {
    const target = { portal: 'office', bot: 'scanner', dialog };
    const id = 1 + spacing * at;
    ledger.db.prepare(`UPDATE sqlite_sequence SET seq = ? WHERE name = 'uploads'`).run(id - 1);
    ledger.uploads.enqueue([newUpload(name, { target, watch: watch ?? undefined })], 1_000 * at);
    ledger.db.prepare('UPDATE uploads SET state = ? WHERE id = ?').run(state, id);
  }
  return ledger;
}

const names = (ledger: Ledger, filter: HistoryFilter) =>
  readPage(ledger.db, filter, { limit: 100 }).map((row) => row.name);

const queued = (name: string): Sample => ({ name, state: 'queued', dialog: 'chat5', watch: 'scans' });

test('pages follow each other without a gap or a repeat, also when rows come in between', () => {
  const ledger = filled(Array.from({ length: 25 }, (_, at) => queued(`${at}`)));
  const first = readPage(ledger.db, {}, { limit: 10 });
  ledger.uploads.enqueue([newUpload('new')], 99);
  const second = readPage(ledger.db, {}, { limit: 10, before: first.at(-1)?.id });

  expect([...first, ...second].map((row) => row.name)).toEqual(
    Array.from({ length: 20 }, (_, at) => `${24 - at}`),
  );
});

describe('text is found in paths and dialogs', () => {
  const ledger = () =>
    filled([
      queued('Счёт-Фактура.pdf'),
      queued('invoice (1).pdf'),
      queued('и\u0306од.pdf'),
      { ...queued('other'), dialog: 'chat77' },
      queued('100%_"quoted".pdf'),
      queued('invoice 2.pdf'),
    ]);

  test.each([
    ['счёт', ['Счёт-Фактура.pdf']],
    ['INVOICE', ['invoice 2.pdf', 'invoice (1).pdf']],
    ['e (1', ['invoice (1).pdf']],
    ['\u0439од', ['и\u0306од.pdf']],
    ['chat77', ['other']],
    ['%_"q', ['100%_"quoted".pdf']],
    ['pd', ['invoice 2.pdf', '100%_"quoted".pdf', 'и\u0306од.pdf', 'invoice (1).pdf', 'Счёт-Фактура.pdf']],
    ['ecivni', []],
  ])('%s', (text, expected) => {
    expect(names(ledger(), { text })).toEqual(expected);
  });

  test('dialogs whose title matches are found too', () => {
    expect(
      names(ledger(), { text: 'Accounting', textDialogs: [{ portal: 'office', dialog: 'chat77' }] }),
    ).toEqual(['other']);
  });
});

test('a file that was moved is found under its new path only', () => {
  const ledger = filled(['before.pdf', 'new.pdf', 'newest.pdf'].map(queued));
  const stamp = { dev: 1, ino: 1, size: 1, mtimeMs: 1, ctimeMs: 1 };
  ledger.uploads.relocate(1, { path: '/srv/scans/after.pdf', root: '/srv/scans', name: 'after.pdf', stamp });

  expect(names(ledger, { text: 'after' })).toEqual(['after.pdf']);
  expect(names(ledger, { text: 'before' })).toEqual([]);
});

test('whatever is asked, the answer is what a plain look at all rows gives', () => {
  const sample = fc.record({
    name: fc.stringMatching(/^[abAB.]{1,6}$/),
    state: fc.constantFrom(...UPLOAD_STATES),
    dialog: fc.constantFrom('chat5', 'chat7'),
    watch: fc.constantFrom('scans', 'camera', null),
  });
  const filter = fc.record(
    {
      section: fc.constantFrom('needs-you', 'in-progress', 'delivered', 'skipped'),
      dialog: fc.constantFrom('chat5', 'chat7'),
      watch: fc.constantFrom('scans', null),
      from: fc.nat(12_000),
      to: fc.nat(12_000),
      text: fc.stringMatching(/^[abAB]{1,4}$/),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(
      fc.array(sample, { maxLength: 12 }),
      fc.integer({ min: 1, max: 60 }),
      filter,
      fc.integer({ min: 1, max: 5 }),
      (samples, spacing, asked, limit) => {
        const ledger = filled(samples, spacing);
        const expected = samples
          .map((one, at) => ({ ...one, id: 1 + spacing * at, queuedAt: at * 1_000 }))
          .filter(
            ({ name, state, dialog, watch, queuedAt }) =>
              (asked.section === undefined || SECTIONS[asked.section].some((one) => one === state)) &&
              (asked.dialog ?? dialog) === dialog &&
              (asked.watch === undefined || asked.watch === watch) &&
              queuedAt >= (asked.from ?? 0) &&
              queuedAt < (asked.to ?? Infinity) &&
              `/srv/scans/${name}`.toLowerCase().includes((asked.text ?? '').toLowerCase()),
          )
          .map(({ id }) => id)
          .reverse();

        expect([...readAll(ledger.db, asked)].map(({ id }) => id)).toEqual(expected);
        expect(readPage(ledger.db, asked, { limit }).map(({ id }) => id)).toEqual(expected.slice(0, limit));
        const before = expected[0];
        expect(readPage(ledger.db, asked, { before, limit }).map(({ id }) => id)).toEqual(
          before === undefined ? [] : expected.slice(1, 1 + limit),
        );
        ledger.close();
      },
    ),
    { numRuns: 60 },
  );
});

test('each section is counted, under a filter too', () => {
  const ledger = filled(
    UPLOAD_STATES.map((state) => ({
      name: state,
      state,
      dialog: state === 'failed' ? 'chat7' : 'chat5',
      watch: 'scans',
    })),
  );

  expect(countSections(ledger.db)).toEqual({ 'needs-you': 1, 'in-progress': 5, delivered: 1, skipped: 3 });
  expect(countSections(ledger.db, { portal: 'office', dialog: 'chat7' })).toEqual({
    'needs-you': 1,
    'in-progress': 0,
    delivered: 0,
    skipped: 0,
  });
});

test('an export guards against formulas and keeps commas, quotes and line ends', () => {
  const ledger = filled([queued('=1+1'), queued('a,"b"\n.pdf'), queued('plain'), queued('a;=1+1')]);
  const rows = () => readAll(ledger.db, {});

  const csv = [...toCsv(rows())].join('');
  const json: unknown = JSON.parse([...toJson(rows())].join(''));

  expect(csv).toContain(",'=1+1,");
  expect(csv).toContain('"a,""b""\n.pdf"');
  expect(csv).toContain(`,"a;'=1+1",`);
  expect(csv.split('\r\n')).toHaveLength(6);
  expect(json).toMatchObject([
    { name: 'a;=1+1' },
    { name: 'plain' },
    { name: 'a,"b"\n.pdf' },
    { name: '=1+1', messageId: null },
  ]);
  expect(JSON.parse([...toJson([])].join(''))).toEqual([]);
});

test('totals a day and dialog outlive their uploads', () => {
  const { days, db } = ledgerIn();
  days.addInTransaction('2026-11-20', 'office', 'chat5', 10);
  days.addInTransaction('2026-11-20', 'office', 'chat5', 5);
  days.addInTransaction('2026-11-22', 'office', 'chat7', 1);
  db.exec('DELETE FROM uploads');

  expect(days.between('2026-11-20', '2026-11-21')).toEqual([
    { day: '2026-11-20', portal: 'office', dialog: 'chat5', files: 2, bytes: 15 },
  ]);
});
