import { randomBytes } from 'node:crypto';
import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Office, sha256 } from '#test/support/office.ts';
import { samplePdf } from '#cli/demo/sample-pdf.ts';

const TIFF = Buffer.concat([Buffer.from('II*\0'), randomBytes(5_000_000)]);
const PDF = Buffer.concat([samplePdf('Invoice'), randomBytes(35_000), Buffer.from('\n%%EOF\n')]);

const REAL_FILES: readonly (readonly [name: string, content: Buffer])[] = [
  ['2026/November/scan 0001.tiff', TIFF],
  ['Отчёт [итог] №5 (копия).docx', randomBytes(12_345)],
  ['🎉 party 🥳.jpg', randomBytes(70_001)],
  ['LICENSE', Buffer.from('no extension\n')],
  ['two.txt', Buffer.from('ab')],
  ['invoice.pdf', PDF],
];

const KEYS =
  'id watch portal bot dialog path name sentName size sha256 state code reason attempts queuedAt deliveredAt removedAt removedBy messageId fileId chatId'.split(
    ' ',
  );

test('real files arrive once and whole, and a second run sends nothing', async () => {
  const office = await Office.open();
  for (const [name, content] of REAL_FILES) office.put(name, content);

  const first = await office.run('run', '--once');
  const second = await office.run('run', '--once');

  expect(first).toMatchObject({ code: 0, stderr: '' });
  expect(second).toMatchObject({ code: 0, stderr: '' });
  const expected = REAL_FILES.map(([name, content]) => ({
    // The Drive stores no code point above U+FFFF.
    name: name
      .split('/')
      .at(-1)
      ?.replaceAll(/[\u{10000}-\u{10FFFF}]/gu, '_'),
    size: content.length,
    sha256: sha256(content),
  }));
  const arrived = office
    .arrived()
    .map(({ file: { name, size, sha256: hash } }) => ({ name, size, sha256: hash }));
  expect(arrived.toSorted(byName)).toEqual(expected.toSorted(byName));
});

test('the history tells of each delivery what was sent, where, when and under which ids', async () => {
  const office = await Office.open({ watch: { caption: 'From {folder}: {name}' } });
  const path = office.put('two.txt', 'ab');

  await office.run('run', '--once');

  const [line] = await office.history();
  const [message] = office.arrived();
  expect(Object.keys(line ?? {})).toEqual(KEYS);
  expect(line).toMatchObject({
    watch: 'scans',
    portal: 'office',
    bot: 'scanner',
    dialog: 'chat5',
    path,
    name: 'two.txt',
    sentName: 'two.txt',
    size: 2,
    sha256: sha256('ab'),
    state: 'delivered',
    code: null,
    reason: null,
    attempts: 1,
    queuedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) as string,
    deliveredAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) as string,
    messageId: message?.id,
    fileId: message?.file.id,
  });
  expect(message?.text).toBe('From scans: two.txt');
});

test('an empty file is skipped with its reason, and that is no failure', async () => {
  const office = await Office.open();
  office.put('empty.pdf', '');

  const { code } = await office.run('run', '--once');

  expect(code).toBe(0);
  expect(office.arrived()).toEqual([]);
  expect(await office.history()).toMatchObject([
    {
      name: 'empty.pdf',
      state: 'skipped',
      code: 'file.empty',
      reason: expect.stringContaining('empty') as string,
    },
  ]);
});

test('a file above the limit of the portal never leaves the disk', async () => {
  const office = await Office.open({ watch: { sizeMax: 1000 } });
  office.put('large.bin', randomBytes(1001));

  await office.run('run', '--once');

  expect(office.portal.control.requests('imbot.v2.file.upload').requests).toBe(0);
  expect(await office.history()).toMatchObject([{ state: 'skipped', code: 'file.too-large' }]);
});

test('junk and links are never sent', async () => {
  const office = await Office.open();
  const outside = join(office.root, 'secret.txt');
  writeFileSync(outside, 'canary outside');
  office.put('~$report.docx', 'junk');
  office.put('movie.crdownload', 'junk');
  symlinkSync(outside, join(office.folder, 'link.txt'));
  symlinkSync(office.root, join(office.folder, 'linked folder'));
  office.put('real.txt', 'real');

  const { code } = await office.run('run', '--once');

  expect(code).toBe(0);
  expect(office.names()).toEqual(['real.txt']);
});

function byName(
  a: { readonly name?: string | undefined },
  b: { readonly name?: string | undefined },
): number {
  return (a.name ?? '').localeCompare(b.name ?? '');
}
