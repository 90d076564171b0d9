import { expect, test } from 'vitest';
import { visible } from '#domain/visible.ts';
import { formatBytes, formatTransfer } from '#cli/format.ts';
import { reasonOf, sentenceOf } from '#cli/wording.ts';
import { ERROR_CODES } from '#domain/errors.ts';

test.each(ERROR_CODES)('%s is worded as what it is and what happens next', (code) => {
  expect(reasonOf(code)).toMatch(/^[a-zRC].+: .+[^.]$/);
  expect(reasonOf(code)).not.toMatch(/unknown error|undefined/i);
  expect(sentenceOf(code)).toMatch(/^[A-Z].+\.$/);
});

test('sizes and speeds are in units people know', () => {
  expect([0, 1, 999, 1000, 1_450_000, 104_857_599].map(formatBytes)).toEqual([
    '0 bytes',
    '1 byte',
    '999 bytes',
    '1 kB',
    '1.5 MB',
    '104.9 MB',
  ]);
  expect(formatTransfer(20_000_000, 800)).toBe('20 MB in 0.8 s, 25 MB/s');
});

test('a file name can neither steer the terminal nor turn the line around', () => {
  expect(visible('a\u001B[2Jb\u202Egpj.exe\n')).toBe(String.raw`a\u{1b}[2Jb\u{202e}gpj.exe\u{a}`);
  expect(visible('Отчёт №5 🎉.pdf')).toBe('Отчёт №5 🎉.pdf');
});
