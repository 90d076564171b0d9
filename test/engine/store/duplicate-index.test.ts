import { expect, test } from 'vitest';
import type { Ledger } from '#engine/store/ledger.ts';
import type { NewUpload, UploadRow } from '#engine/store/uploads/rows.ts';
import { ledgerIn, newUpload } from '#test/support/ledger.ts';

const STAMP = { dev: 1, ino: 900, size: 10, mtimeMs: 7, ctimeMs: 7 };

function delivered(
  ledger: Ledger,
  name: string,
  deliveredAt: number,
  sha256: string,
  rest: Partial<NewUpload> = {},
) {
  const { id } = queued(ledger, name, rest);
  ledger.uploads.apply(id, { type: 'claim' }, { startedAt: deliveredAt });
  ledger.uploads.apply(id, { type: 'posted' }, { messageId: id, deliveredAt, sha256 });
}

function queued(ledger: Ledger, name: string, rest: Partial<NewUpload> = {}): UploadRow {
  const [row] = ledger.uploads.enqueue([newUpload(name, rest)], 10_000);
  if (row === undefined) throw new TypeError('nothing was queued');
  return row;
}

test('the same name and content is a twin within its time, for the rule that goes by names', () => {
  const ledger = ledgerIn();
  delivered(ledger, 'a.pdf', 500, 'f00');
  const row = queued(ledger, 'a.pdf');
  const rule = { repeats: 'same-name', since: 500 } as const;

  expect(ledger.duplicates.mayExist(row, rule)).toBe(true);
  expect(ledger.duplicates.exists(row, rule, 'f00')).toBe(true);
  expect(ledger.duplicates.exists(row, rule, 'ba5')).toBe(false);
  expect(ledger.duplicates.mayExist(row, { ...rule, since: 501 })).toBe(false);
  expect(ledger.duplicates.mayExist(queued(ledger, 'b.pdf'), rule)).toBe(false);
});

test('another name is a twin only for the rule that goes by content alone', () => {
  const ledger = ledgerIn();
  delivered(ledger, 'a.pdf', 500, 'f00');
  const row = queued(ledger, 'b.pdf');
  const rule = { repeats: 'any-name', since: 0 } as const;

  expect(ledger.duplicates.mayExist(row, rule)).toBe(true);
  expect(ledger.duplicates.exists(row, rule, 'f00')).toBe(true);
  expect(ledger.duplicates.exists(row, rule, 'ba5')).toBe(false);
  expect(ledger.duplicates.mayExist(row, { ...rule, repeats: 'same-name' })).toBe(false);
});

test('the very same file is its own twin under any name, whatever the rule, however long ago', () => {
  const ledger = ledgerIn();
  delivered(ledger, 'a.pdf', 500, 'f00', { stamp: STAMP });
  const rule = { repeats: 'never', since: 9_999 } as const;

  expect(ledger.duplicates.mayExist(queued(ledger, 'b.pdf', { stamp: STAMP }), rule)).toBe(true);
  expect(ledger.duplicates.mayExist(queued(ledger, 'b.pdf', { stamp: { ...STAMP, mtimeMs: 8 } }), rule)).toBe(
    false,
  );
});

test('what went into another dialog is no twin', () => {
  const ledger = ledgerIn();
  delivered(ledger, 'a.pdf', 500, 'f00', { target: { portal: 'office', bot: 'scanner', dialog: 'chat7' } });

  expect(ledger.duplicates.mayExist(queued(ledger, 'a.pdf'), { repeats: 'any-name', since: 0 })).toBe(false);
});
