import fc from 'fast-check';
import { expect, test } from 'vitest';
import { UPLOAD_STATES, type UploadState } from '#domain/upload.ts';
import { countSections } from '#engine/store/history/history-counts.ts';
import { SECTIONS, type HistoryFilter } from '#engine/store/history/history-filter.ts';
import { readAll } from '#engine/store/history/history-query.ts';
import type { Ledger } from '#engine/store/ledger.ts';
import { ledgerIn, newUpload } from '#test/support/ledger.ts';

const state = fc.constantFrom<UploadState>(...UPLOAD_STATES);
const dialog = fc.constantFrom('chat5', 'chat7');
const watch = fc.constantFrom(null, 'scans', 'reports');

type Happening =
  | { readonly does: 'queue'; readonly dialog: string; readonly watch: string | null }
  | { readonly does: 'turn'; readonly id: number; readonly state: UploadState }
  | { readonly does: 'remove'; readonly id: number };

const happening: fc.Arbitrary<Happening> = fc.oneof(
  fc.record({ does: fc.constant('queue' as const), dialog, watch }),
  fc.record({ does: fc.constant('turn' as const), id: fc.integer({ min: 1, max: 9 }), state }),
  fc.record({ does: fc.constant('remove' as const), id: fc.integer({ min: 1, max: 9 }) }),
);

const filter: fc.Arbitrary<HistoryFilter> = fc.record({
  dialog: fc.option(dialog, { nil: undefined }),
  watch: fc.option(watch, { nil: undefined }),
  from: fc.option(fc.nat(30), { nil: undefined }),
  to: fc.option(fc.nat(30), { nil: undefined }),
});

/** Lets things happen to the uploads of a new ledger, one at each moment. */
function lived(happenings: readonly Happening[]): Ledger {
  const ledger = ledgerIn();
  for (const [at, one] of happenings.entries()) {
    if (one.does === 'queue') {
      const target = { portal: 'office', bot: 'scanner', dialog: one.dialog };
      ledger.uploads.enqueue([newUpload(`${at}`, { target, watch: one.watch ?? undefined })], at);
    } else if (one.does === 'turn') {
      ledger.db.prepare('UPDATE uploads SET state = ? WHERE id = ?').run(one.state, one.id);
    } else {
      ledger.db.prepare('DELETE FROM uploads WHERE id = ?').run(one.id);
    }
  }
  return ledger;
}

test('the counts are those of the rows, whatever happened to them and under every filter', () => {
  fc.assert(
    fc.property(
      fc.array(happening, { maxLength: 60, size: 'max' }),
      fc.array(filter, { maxLength: 5 }),
      (all, filters) => {
        const { db } = lived(all);

        for (const asked of [{}, ...filters]) {
          const states = [...readAll(db, asked)].map((row) => row.state);
          const countOf = (section: readonly UploadState[]) =>
            states.filter((one) => section.includes(one)).length;
          expect(countSections(db, asked)).toEqual({
            'needs-you': countOf(SECTIONS['needs-you']),
            'in-progress': countOf(SECTIONS['in-progress']),
            delivered: countOf(SECTIONS.delivered),
            skipped: countOf(SECTIONS.skipped),
          });
        }
      },
    ),
    { numRuns: 60 },
  );
});
