import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isStoredUnchanged, mayBeStoredAlike, mayBeStoredAs, nameForDrive } from '#domain/drive-name.ts';
import { findMatchingMessage } from '#domain/match-message.ts';
import { DriveModel, possibleNames, storedForm } from './drive-model.ts';

test.each([
  ['report.pdf', 'report.pdf'],
  ['report.pdf', 'report (1).pdf'],
  ['report (1).pdf', 'report (1) (2).pdf'],
  ['dump.sql.gz', 'dump (1).sql.gz'],
  ['a.tar.gz', 'a (12).tar.gz'],
  ['a.tar.gz', 'a 1764500000.tar.gz'],
  ['report.pdf', 'report 1764500000.pdf'],
  ['photo.old.jpeg', 'photo (3).old.jpeg'],
  ['a.longer.gz', 'a.longer (1).gz'],
  ['a.7z.gz', 'a.7z (1).gz'],
  [' Report.pdf\t', 'Report.pdf'],
  ['🎉 party.txt', '_ party.txt'],
  ['🎉 party.txt', '🎉 party.txt'],
  ['\u{20BB7}野家.pdf', '_野家 (1).pdf'],
  ['<a>:"b|c?d*e\\f.txt', '_a___b_c_d_e_f.txt'],
  ['invoice\u202Efdp.exe', 'invoice_fdp.exe'],
  ['line\nbreak.txt', 'line_break.txt'],
  ['й.txt', 'и\u0306.txt'],
  ['noextension', 'noextension (3)'],
  ['.htaccess', '.htaccess (1)'],
])('%j may be stored as %j', (asked, stored) => {
  expect(mayBeStoredAs(asked, stored)).toBe(true);
  expect(mayBeStoredAlike(asked, stored)).toBe(true);
});

test.each([
  ['report.pdf', 'report (0).pdf'],
  ['report.pdf', 'report (1)(2).pdf'],
  ['report.pdf', 'report 2026.pdf'],
  ['report.pdf', 'report(1).pdf'],
  ['report.pdf', 'reports (1).pdf'],
  ['report (1).pdf', 'report (2).pdf'],
  ['a-b.txt', 'a_b.txt'],
  ['A.txt', 'a.txt'],
  ['dump.sql.gz', 'dump (1).tar.gz'],
  ['', 'x'],
])('%j is never stored as %j', (asked, stored) => {
  expect(mayBeStoredAs(asked, stored)).toBe(false);
});

test('uploads that may end up under one name are alike, others are not', () => {
  expect(mayBeStoredAlike('report (1).pdf', 'report.pdf')).toBe(true);
  expect(mayBeStoredAlike('report (1).pdf', 'report (2).pdf')).toBe(false);
  expect(mayBeStoredAlike('a?.pdf', 'a*.pdf')).toBe(true);
});

test('a name that is too long for the Drive is shortened and keeps its extensions', () => {
  const long = `${'x'.repeat(300)}.tar.gz`;

  const sent = nameForDrive(long);

  expect(sent).toMatch(/^x+\.tar\.gz$/);
  expect(Array.from(sent).length + ' 1764500000'.length).toBe(255);
  expect(mayBeStoredAs(long, sent)).toBe(true);
  expect(mayBeStoredAs(long, sent.replace('.tar', ' (40).tar'))).toBe(true);
  expect(nameForDrive('short.pdf')).toBe('short.pdf');
  expect(Array.from(nameForDrive(`${'x'.repeat(10)}.${'y'.repeat(400)}`))).toHaveLength(244);
  expect(nameForDrive(' \t ')).toBe('_');
});

test('no name that a portal can send takes long', () => {
  const hostile = ['(1) '.repeat(20_000), ' '.repeat(80_000), '.sql'.repeat(20_000), ' (1)'.repeat(20_000)];
  for (const stored of hostile) {
    for (const asked of ['report.pdf', stored, `${stored}x`]) {
      expect(mayBeStoredAs(asked, stored)).toBe(false);
      expect(mayBeStoredAlike(asked, 'other.pdf')).toBe(false);
    }
  }
});

const part = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom(
    ' (1)',
    ' (2)',
    ' 1764500000',
    '.tar',
    '.gz',
    '.sql',
    '.7z',
    ' ',
    '.',
    '🎉',
    '<',
    'й',
    '\u202E',
  ),
  fc.constantFrom('report', 'x'.repeat(240), '野'.repeat(100)),
);
/** Names that a file system can hold. */
const anyName = fc
  .array(part, { minLength: 1, maxLength: 5 })
  .map((parts) => parts.join('').replaceAll(/[/\0]/g, '-').toWellFormed());

test('any name, whatever it clashes with, is recognised as itself and never as another (10,000 names)', () => {
  let names = 0;
  fc.assert(
    fc.property(
      fc.array(anyName, { minLength: 4, maxLength: 5 }),
      fc.integer({ min: 0, max: 40 }),
      fc.boolean(),
      (asked, clashes, isContended) => {
        const drive = new DriveModel();
        for (const name of asked) drive.fill(nameForDrive(name), clashes);
        const stored = asked.map((name) => drive.store(nameForDrive(name), isContended));
        for (const [index, name] of asked.entries()) {
          names += 1;
          const own = {
            messageId: 1,
            authorId: 456,
            file: { fileId: 1, name: stored[index] ?? '', size: 10 },
          };
          expect(findMatchingMessage([own], { ...LOOK, name })).toBe(own);
          const possible = possibleNames(nameForDrive(name));
          for (const other of stored) {
            expect(mayBeStoredAs(name, other)).toBe(possible.has(other.normalize('NFC')));
          }
        }
      },
    ),
    { numRuns: 2_500 },
  );
  expect(names).toBeGreaterThanOrEqual(10_000);
});

test('of several messages the one with the very name is taken', () => {
  const message = (messageId: number, name: string) => ({
    messageId,
    authorId: 456,
    file: { fileId: messageId, name, size: 10 },
  });

  const messages = [message(1, 'report (1).pdf'), message(2, 'report.pdf')];

  expect(findMatchingMessage(messages, { ...LOOK, name: 'report.pdf' })?.messageId).toBe(2);
  expect(isStoredUnchanged('report.pdf', 'report (1).pdf')).toBe(false);
  expect(storedForm(' a?b ')).toBe('a_b');
});

const LOOK = { botId: 456, size: 10, isClaimed: () => false };
