import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromSystem, holdsBytes, readable, toSystem } from '#engine/system/byte-names.ts';
import { encodeAs } from '#test/support/encode-as.ts';

const back = (text: string) => Buffer.from(toSystem(text));

test('any bytes lead back to themselves', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 255 }), (bytes) => {
      const text = fromSystem(Buffer.from(bytes));
      expect(back(text)).toEqual(Buffer.from(bytes));
      expect(text.isWellFormed()).toBe(true);
    }),
  );
});

test.each([
  ['UTF-8', 'Счёт 12.pdf'],
  ['an emoji', '😀.png'],
  ['a replacement character', 'a\ufffdb.pdf'],
])('%s stays as it is', (_what, name) => {
  expect(fromSystem(Buffer.from(name))).toBe(name);
  expect(holdsBytes(fromSystem(Buffer.from(name)))).toBe(false);
  expect(toSystem(name)).toBe(name);
});

test('a character of the range that stands for bytes is kept as bytes itself', () => {
  const name = 'a\u{10feff}.pdf';

  expect(back(fromSystem(Buffer.from(name)))).toEqual(Buffer.from(name));
});

test('different bytes that read alike stay different names', () => {
  const utf8 = fromSystem(Buffer.from('Акт.pdf'));
  const windows = fromSystem(encodeAs('windows-1251', 'Акт.pdf'));

  expect(utf8).not.toBe(windows);
  expect(readable(windows)).toBe(utf8);
});

describe.each(['windows-1251', 'ibm866', 'koi8-r'])('%s', (encoding) => {
  test.each([
    'Счёт 12.pdf',
    'Акт.pdf',
    'СЧЕТ.PDF',
    'Договор поставки 2024.docx',
    'Отчёт за март.xlsx',
    'Скан_0001.pdf',
    'Приказ об отпуске.doc',
    'Папка',
    'Ведомость',
    'фото.jpg',
  ])('is guessed for %s', (name) => {
    expect(readable(fromSystem(encodeAs(encoding, name)))).toBe(name);
  });
});

test.each(['Kündigung.pdf', 'Überweisung März.pdf', 'größe.txt', 'café.pdf', 'Résumé.docx', 'São Paulo.pdf'])(
  'latin-1 is guessed for %s',
  (name) => {
    expect(readable(fromSystem(encodeAs('windows-1252', name)))).toBe(name);
  },
);

test('each part of a path is guessed by itself', () => {
  const path = Buffer.concat([
    encodeAs('windows-1251', 'Договоры'),
    Buffer.from('/Отчёты/'),
    encodeAs('windows-1252', 'Kündigung.pdf'),
  ]);

  expect(readable(fromSystem(path))).toBe('Договоры/Отчёты/Kündigung.pdf');
});

test('a name that was cut in the middle of a character has something to read', () => {
  const cut = Buffer.from('Счёт').subarray(0, 7);

  expect(readable(fromSystem(cut))).not.toBe('');
});

test.runIf(process.platform === 'linux')('the system finds the file by the name that was kept', async () => {
  const { nodeDisk } = await import('#engine/system/node-disk.ts');
  const folder = mkdtempSync('/tmp/chatdrop-names-');
  const raw = encodeAs('windows-1251', 'Счёт.pdf');
  writeFileSync(Buffer.concat([Buffer.from(`${folder}/`), raw]), 'content');

  const [entry] = await nodeDisk.list(folder);
  expect(entry?.kind).toBe('file');
  await nodeDisk.rename(join(folder, entry?.name ?? ''), join(folder, `${entry?.name ?? ''}.old`));

  expect(readdirSync(Buffer.from(folder), { encoding: 'buffer' })).toEqual([
    Buffer.concat([raw, Buffer.from('.old')]),
  ]);
});
