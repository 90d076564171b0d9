import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pageInStrides } from '#desktop/engine/history-page.ts';
import type { History } from '#engine/history.ts';
import { readPage } from '#engine/ledger/history-query.ts';
import { ledgerIn, newUpload } from '#test/support/ledger.ts';

const ROWS = 120;

/** A history of queued uploads to two chats, and how many rows each question passed. */
function historyOfMany() {
  const ledger = ledgerIn();
  const uploads = Array.from({ length: ROWS }, (_, at) =>
    newUpload(`${at}.pdf`, { target: { portal: 'office', bot: 'scanner', dialog: `chat${at % 2}` } }),
  );
  ledger.uploads.enqueue(uploads, 1_000);
  const passed: number[] = [];
  const history: Pick<History, 'page'> = {
    page: (filter, page) => {
      passed.push((page.skip ?? 0) + page.limit);
      return readPage(ledger.db, filter, page);
    },
  };
  return { ledger, history, passed };
}

test('a page reached in strides is the one reached at once', async () => {
  const { ledger, history } = historyOfMany();
  const filter = fc.constantFrom({}, { dialog: 'chat1', portal: 'office' }, { text: 'pdf' });
  await fc.assert(
    fc.asyncProperty(
      filter,
      fc.record({
        before: fc.option(fc.nat(ROWS + 10), { nil: undefined }),
        skip: fc.nat(ROWS + 20),
        limit: fc.integer({ min: 1, max: 20 }),
      }),
      fc.record({ counted: fc.integer({ min: 1, max: 30 }), read: fc.integer({ min: 1, max: 30 }) }),
      async (asked, page, strides) => {
        const found = await pageInStrides(history, asked, page, strides);

        expect(found.map(({ id }) => id)).toEqual(readPage(ledger.db, asked, page).map(({ id }) => id));
      },
    ),
  );
  ledger.close();
});

test.each([
  { filter: {}, questions: 10 },
  { filter: { portal: 'office', dialog: 'chat1' }, questions: 5 },
])(
  'no question passes more rows than a stride, and others are heard in between',
  async ({ filter, questions }) => {
    const { ledger, history, passed } = historyOfMany();
    let heard = 0;
    const listening = setInterval(() => heard++);
    await pageInStrides(history, filter, { skip: 10 * questions - 1, limit: 5 }, { counted: 10, read: 10 });
    clearInterval(listening);
    ledger.close();

    expect(Math.max(...passed)).toBeLessThanOrEqual(14);
    expect(passed).toHaveLength(questions);
    expect(heard).toBeGreaterThan(0);
  },
);
