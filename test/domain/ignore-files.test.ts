import { describe, expect, test } from 'vitest';
import { isDocumentFolder } from '#domain/document-folders.ts';
import { IgnoreFiles } from '#domain/ignore-files.ts';
import { compileRule } from '#domain/watch-rule.ts';

function ignoreFiles(texts: Readonly<Record<string, string>>) {
  const files = new IgnoreFiles();
  for (const [folder, text] of Object.entries(texts)) files.set(folder, text);
  return files;
}

describe('an ignore file has the syntax of gitignore', () => {
  test.each([
    ['*.log', 'a.log', true],
    ['*.log', 'deep/a.log', true],
    ['/a.log', 'deep/a.log', false],
    ['*.log\n!keep.log', 'keep.log', false],
    ['# *.log', 'a.log', false],
    ['drafts/', 'drafts/a.pdf', true],
    ['drafts/\n!drafts/a.pdf', 'drafts/a.pdf', true],
    ['**/old/*.pdf', 'x/y/old/a.pdf', true],
    ['\uFEFF*.log\r\n*.tmp2\r\n', 'a.log', true],
    ['Отчёт.pdf', 'Отчёт.pdf', true],
  ])('%j and %s: %s', (text, path, isIgnored) => {
    expect(ignoreFiles({ '': text }).ignores(path, false)).toBe(isIgnored);
  });
});

test('it counts for its folder and those below, and the nearest one that says something decides', () => {
  const files = ignoreFiles({ '': '*.log', in: '!a.log', 'in/deep': '*.pdf' });

  expect(files.ignores('x.log', false)).toBe(true);
  expect(files.ignores('in/a.log', false)).toBe(false);
  expect(files.ignores('in/b.log', false)).toBe(true);
  expect(files.ignores('in/deep/a.pdf', false)).toBe(true);
  expect(files.ignores('in/a.pdf', false)).toBe(false);
});

test('it is gone when it is taken away', () => {
  const files = ignoreFiles({ '': '*.log' });

  files.set('', undefined);

  expect(files.ignores('a.log', false)).toBe(false);
});

test('a line with more stars than can be matched quickly is left out, the others count', () => {
  const files = ignoreFiles({ '': `*_*_*_*_*.pdf\n${'a'.repeat(300)}\n*.log` });

  expect(files.ignores('_'.repeat(254), false)).toBe(false);
  expect(files.ignores('a_b_c_d_e.pdf', false)).toBe(false);
  expect(files.ignores('a.log', false)).toBe(true);
});

test.each([
  ['Report.pages', true],
  ['NOTE.RTFD', true],
  ['de.lproj', true],
  ['Chatdrop.app', true],
  ['.app', false],
  ['pages', false],
  ['Report.pages.old', false],
])('a folder named %s is one document: %s', (name, expected) => {
  expect(isDocumentFolder(name)).toBe(expected);
});

describe('the rules of a watch', () => {
  const rule = (hidden: 'skip' | 'send') =>
    compileRule({
      recursive: true,
      maxDepth: Infinity,
      include: [],
      exclude: [],
      junk: [],
      hidden,
      after: { type: 'keep' },
    });

  test.each([
    ['.profile', 'skip', { included: false, by: 'hidden' }],
    ['.config/a.pdf', 'skip', { included: false, by: 'hidden' }],
    ['a.pdf', 'skip', { included: true }],
    ['.profile', 'send', { included: true }],
    ['Report.pages/Index/Document.iwa', 'send', { included: false, by: 'document' }],
    ['Report.pages', 'send', { included: true }], // a file of that name is one
  ] as const)('%s with hidden files %s', (path, hidden, verdict) => {
    expect(rule(hidden).judge(path)).toEqual(verdict);
  });

  test('leave out what an ignore file names', () => {
    const rules = rule('send');
    rules.setIgnoreFile('in', 'secret/\n*.log');

    expect(rules.judge('in/secret/a.pdf')).toEqual({ included: false, by: 'ignored' });
    expect(rules.judge('in/a.log')).toEqual({ included: false, by: 'ignored' });
    expect(rules.judge('a.log')).toEqual({ included: true });
  });
});
