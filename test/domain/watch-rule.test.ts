import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DEFAULT_JUNK } from '#domain/junk.ts';
import { compileRule, type WatchRule } from '#domain/watch-rule.ts';
import type { WatchSpec } from '#domain/watch.ts';

function rule(rest: Partial<WatchSpec> = {}): WatchRule {
  return compileRule({
    recursive: true,
    maxDepth: Infinity,
    include: [],
    exclude: [],
    hidden: 'send',
    junk: [],
    after: { type: 'keep' },
    ...rest,
  });
}

const verdict = (path: string, rest: Partial<WatchSpec>) => {
  const judged = rule(rest).judge(path);
  if (judged.included) return 'included';
  return 'pattern' in judged ? `${judged.by} ${judged.pattern}` : judged.by;
};

test.each([
  ['a.pdf', { include: ['*.pdf'] }, 'included'],
  ['sub/A.PDF', { include: ['*.pdf'] }, 'included'],
  ['.hidden.pdf', { include: ['*.pdf'] }, 'included'],
  ['a.txt', { include: ['*.pdf', '*.tif'] }, 'include'],
  ['a.tif', { include: ['*.{pdf,tif}'] }, 'included'],
  ['in/a.pdf', { include: ['in/*.pdf'] }, 'included'],
  ['in/deep/a.pdf', { include: ['in/*.pdf'] }, 'include'],
  ['in/deep/a.pdf', { include: ['in/**'] }, 'included'],
  ['in/deep/a.pdf', { include: ['./in/**/*.pdf'] }, 'included'],
  ['a.pdf', { exclude: ['a*'] }, 'exclude a*'],
  ['a.pdf', { include: ['*.pdf'], exclude: ['*.pdf'] }, 'exclude *.pdf'],
  ['drafts/a.pdf', { exclude: ['drafts'] }, 'exclude drafts'],
  ['x/drafts/deep/a.pdf', { exclude: ['Drafts/'] }, 'exclude Drafts/'],
  ['drafts', { exclude: ['drafts/'] }, 'included'],
  ['x/drafts/a.pdf', { exclude: ['/drafts/**'] }, 'included'],
  ['drafts/a.pdf', { exclude: ['/drafts/**'] }, 'exclude /drafts/**'],
  ['Scan [1].pdf', { include: ['Scan [1].pdf'] }, 'included'],
  ['!important.txt', { exclude: ['!important.txt'] }, 'exclude !important.txt'],
  ['other.txt', { exclude: ['!important.txt'] }, 'included'],
  ['a.pdf', { include: [' ', ''] }, 'include'],
  ['line\nbreak.pdf', { include: ['*.pdf'] }, 'included'],
  ['Отчёт.PDF'.normalize('NFD'), { include: ['отчёт.pdf'.normalize('NFC')] }, 'included'],
  ['a.pdf', { recursive: false }, 'included'],
  ['sub/a.pdf', { recursive: false }, 'depth'],
  ['1/2/a.pdf', { maxDepth: 2 }, 'included'],
  ['1/2/3/a.pdf', { maxDepth: 2 }, 'depth'],
  ['Sent/2026-11/a.pdf', { after: { type: 'move', to: 'Sent/{yyyy}-{mm}' } }, 'sent'],
  ['Sent/a.pdf', { after: { type: 'move', to: 'Sent/{yyyy}-{mm}' } }, 'included'],
  ['x/Sent/2026-11/a.pdf', { after: { type: 'move', to: 'Sent/{yyyy}-{mm}' } }, 'included'],
  ['done (old)/a.pdf', { after: { type: 'move', to: './done (old)/' } }, 'sent'],
] satisfies [string, Partial<WatchSpec>, string][])('%s under %o is: %s', (path, rest, expected) => {
  expect(verdict(path, rest)).toBe(expected);
});

test.each([
  '~$report.docx',
  '~$X.XLSX',
  '.~lock.a.odt#',
  'video.mp4.part',
  'setup.exe.crdownload',
  'film.mkv.!qB',
  'a.tmp',
  '~WRD0001.tmp',
  '.syncthing.a.pdf.tmp',
  'Thumbs.db',
  'desktop.ini',
  '.DS_Store',
  '._a.pdf',
  '@eaDir/a.pdf/SYNOFILE_THUMB_M.png',
  '$RECYCLE.BIN/S-1-5-21/a.pdf',
  '.stversions/a.pdf',
  'src/.git/HEAD',
  '.fuse_hidden0000000100000001',
])('%s is junk', (path) => {
  expect(verdict(path, { junk: DEFAULT_JUNK })).toMatch(/^junk /);
});

test.each([
  'a.pdf',
  'part.pdf',
  'template.docx',
  '~notes.txt',
  '№ 5 [final].pdf',
  'no extension',
  '.profile',
  'git/a.pdf',
])('%s is no junk', (path) => {
  expect(verdict(path, { junk: DEFAULT_JUNK })).toBe('included');
});

test('a file is included exactly when each folder above it is entered and it is not refused itself', () => {
  const name = fc.constantFrom('a', 'b.tmp', '.git', 'c.pdf', 'Ё'.normalize('NFD'));
  const spec = { junk: DEFAULT_JUNK, exclude: ['a/c.pdf', 'ё'], maxDepth: 3 };
  const rules = rule(spec);
  fc.assert(
    fc.property(fc.array(name, { minLength: 1, maxLength: 6 }), (names) => {
      const folders = names.slice(0, -1).map((_, index) => names.slice(0, index + 1).join('/'));
      const isEntered = folders.every((folder) => rules.judgeFolder(folder).included);

      expect(rules.judge(names.join('/')).included).toBe(
        isEntered && rules.judgeFile(names.join('/')).included,
      );
    }),
  );
});

test('no pattern and no name breaks the rules', () => {
  const text = fc.string({ unit: 'binary', maxLength: 30 });
  fc.assert(
    fc.property(fc.array(text), text, (patterns, path) => {
      expect(typeof rule({ include: patterns, exclude: patterns }).judge(path).included).toBe('boolean');
    }),
  );
});
