import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { encodeAs } from '#test/support/encode-as.ts';
import { Office, sha256 } from '#test/support/office.ts';

/** Names that file systems take, and what might trip over them on the way to a chat. */
const NAMES = [
  'line\nbreak.txt', // one line of output, one of JSON
  `#%&'".txt`, // an address, a form, a string
  'back\\slash.txt',
  '<img src=x onerror=alert(1)>',
  `${'ü'.repeat(125)}.txt`, // 254 bytes
  'x'.repeat(255),
  '-rf',
  '🎉.txt',
  'отчёт й.txt'.normalize('NFD'),
];

test('whatever their names, files reach the chat whole and once, and the history names them as they are', async () => {
  const office = await Office.open();
  for (const name of NAMES) office.put(name, `content of ${name}`);

  const { code } = await office.run('run', '--once');
  await office.run('run', '--once');

  expect(code).toBe(0);
  // The portal's Drive takes some characters for others: only the content is compared there.
  const contents = NAMES.map((name) => sha256(`content of ${name}`)).toSorted();
  expect(
    office
      .arrived()
      .map(({ file }) => file.sha256)
      .toSorted(),
  ).toEqual(contents);
  expect(office.names()).toContain('отчёт й.txt'.normalize('NFC'));
  const lines = await office.history();
  expect(lines.map(({ name, state }) => [name, state]).toSorted()).toEqual(
    NAMES.map((name) => [name.normalize('NFC'), 'delivered']).toSorted(),
  );
  expect(lines.map(({ path }) => path).toSorted()).toEqual(
    NAMES.map((name) => `${office.folder}/${name}`).toSorted(),
  );
});

test.runIf(process.platform === 'linux')(
  'names and folders that are not UTF-8 reach the chat once under a readable name, also while the program runs',
  async () => {
    const office = await Office.open();
    const put = (path: Buffer, content: string) =>
      writeFileSync(Buffer.concat([Buffer.from(`${office.folder}/`), path]), content);
    const folder = encodeAs('windows-1251', 'Договоры');
    mkdirSync(Buffer.concat([Buffer.from(`${office.folder}/`), folder]));
    put(encodeAs('windows-1251', 'Счёт 12.pdf'), 'an invoice');
    put(encodeAs('ibm866', 'Отчёт за март.xlsx'), 'a report');
    put(encodeAs('windows-1252', 'Kündigung.pdf'), 'a letter');
    put(Buffer.from('Счёт 12.pdf'), 'another invoice');
    put(Buffer.concat([folder, Buffer.from('/'), encodeAs('koi8-r', 'Приказ об отпуске.doc')]), 'an order');

    const { code } = await office.run('run', '--once');
    expect(code).toBe(0);
    const run = office.start(['run', '--json']);
    await run.prints('"state":"watching"');
    put(encodeAs('windows-1251', 'Акт.pdf'), 'an act');
    renameSync(
      Buffer.concat([Buffer.from(`${office.folder}/`), encodeAs('windows-1252', 'Kündigung.pdf')]),
      join(office.folder, 'Kündigung.pdf'),
    );
    await office.untilArrived(6);

    expect(office.names().toSorted()).toEqual(
      [
        'Kündigung.pdf',
        'Акт.pdf',
        'Отчёт за март.xlsx',
        'Приказ об отпуске.doc',
        'Счёт 12 (1).pdf',
        'Счёт 12.pdf',
      ].toSorted(),
    );
    expect((await office.history()).map(({ path }) => path)).toContain(
      `${office.folder}/Договоры/Приказ об отпуске.doc`,
    );
    expect((await office.run('doctor')).stdout).toMatch(/names +warning +\d are not UTF-8/);
  },
);
