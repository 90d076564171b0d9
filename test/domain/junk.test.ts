import { describe, expect, test } from 'vitest';
import { globProblem } from '#domain/glob-syntax.ts';
import { DEFAULT_JUNK } from '#domain/junk.ts';
import { compileRule } from '#domain/watch-rule.ts';

const rule = compileRule({
  recursive: true,
  maxDepth: Infinity,
  include: [],
  exclude: [],
  junk: DEFAULT_JUNK,
  hidden: 'send',
  after: { type: 'keep' },
});

const verdictOf = (path: string) => {
  const verdict = rule.judge(path);
  return verdict.included ? 'included' : verdict.by;
};

describe('what systems, servers and programs lay beside the real files is junk', () => {
  test.each([
    // streams and attributes
    'scan.pdf:Zone.Identifier',
    'scan.pdf\uF03AZone.Identifier',
    'scan.pdf:com.dropbox.attrs',
    'scan.pdf:AFP_AfpInfo',
    // FTP servers
    '.pureftpd-upload.5a1b2c3d.15.7f4.a1b2c3d4',
    '.in.scan.pdf.',
    'scan.pdf.lftp',
    // macOS, Netatalk
    '.AppleDouble/scan.pdf',
    '.AppleDB',
    '.apdisk',
    'Icon\r',
    ':2eDS_Store',
    '.afpDeleted1234',
    'Network Trash Folder/scan.pdf',
    'Temporary Items/folders.501/scan.pdf',
    '__MACOSX/._scan.pdf',
    // NAS boxes: bins, snapshots, thumbnails
    '#recycle/scan.pdf',
    '@Recycle/scan.pdf',
    '.recycle/anna/scan.pdf',
    '.snapshot/hourly.0/scan.pdf',
    '.snapshots/1/snapshot/scan.pdf',
    '@Recently-Snapshot/GMT+01_2026-11-30/scan.pdf',
    '.zfs/snapshot/auto/scan.pdf',
    '~snapshot/daily/scan.pdf',
    '#snapshot/GMT+01/scan.pdf',
    '@tmp/a.pdf',
    '@SynoResource',
    'scan.pdf@SynoEAStream',
    '.@__thumb/default.jpg',
    '.@upload_cache/a.jpg',
    '.streams/a',
    '.smbdeleteAAA000000b1400000001',
    // placeholders of cloud drives
    '.scan.pdf.icloud',
    'plan.gdoc',
    // office, CAD, editors
    '5A2F1000',
    'Cedd4100',
    'in/0000000A',
    'plan.dwl',
    'plan.dwl2',
    '.plan.dwg.lck',
    'base.laccdb',
    'base.ldb',
    'lu1234abcd.tmp',
    'scan.pdf~',
    '#scan.txt#',
    '.#scan.txt',
    '.scan.txt.swo',
    // browsers and download managers
    'scan.pdf.crswap',
    'scan.pdf.!sync',
    'scan.pdf.bts',
    'scan.pdf.yadisk',
    'film.mp4.part-Frag3',
    'film.mp4.ytdl',
    'scan.pdf.fdmdownload',
    'scan.pdf.xltd',
    'scan.pdf.unconfirmed',
    'scan.pdf.uploading',
    'scan.pdf.uploading.cfg',
    'scan.pdf.downloading',
    'scan.pdf.incomplete',
  ])('%j', (path) => {
    expect(verdictOf(path)).toBe('junk');
  });
});

test.each([
  'scan.pdf',
  '20261130',
  '20261130/scan.pdf',
  '5A2F1000/scan.pdf', // a folder: somebody's order number
  'Cedd4100.xls',
  'cedd410',
  'Cedd41000',
  'backup~/scan.pdf',
  '#1 offer#/scan.pdf',
  'snapshot/scan.pdf',
  'Recycle.pdf',
  'Iconic.pdf',
  '4913',
  'streams/a.pdf',
  'Zone.Identifier',
])('%j is no junk', (path) => {
  expect(verdictOf(path)).toBe('included');
});

test('every name of the list is a pattern that a configuration may hold', () => {
  expect(DEFAULT_JUNK.filter((pattern) => globProblem(pattern) !== undefined)).toEqual([]);
  expect(new Set(DEFAULT_JUNK).size).toBe(DEFAULT_JUNK.length);
});
