import { expect, test } from 'vitest';
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
