import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { Office } from '#test/support/office.ts';

test('a file that somebody never stops writing does not keep a single run from ending', async () => {
  const office = await Office.open({ watch: { quietSeconds: 0.4 } });
  office.put('done.txt', 'done');
  const log = join(office.folder, 'endless.log');
  const writer = setInterval(() => appendFileSync(log, 'one more line\n'), 20);
  onTestFinished(() => clearInterval(writer));

  const { code, stdout } = await office.run('run', '--once');

  expect(stdout).toContain('1 delivered, 0 skipped, 0 need you, 1 waiting');
  expect(code).toBe(1);
});

test.each([
  ['lines', [], /\/half\.pdf  waits: the file is still being written/],
  ['JSON', ['--json'], /"type":"left","path":"[^"]*half\.pdf","code":"file\.changed"/],
])('a single run names what still waits, and why, as %s', async (_form, options, words) => {
  const office = await Office.open({ watch: { quietSeconds: 0.4 } });
  office.put('half.pdf', '%PDF-1.7 page 1');

  const { code, stdout } = await office.run('run', '--once', ...options);

  expect(stdout).toMatch(words);
  expect(code).toBe(1);
});

test('a single run that waits for something ends as soon as it is asked to', async () => {
  const office = await Office.open({ delivery: { verifyAfterSeconds: 65, retryBaseSeconds: 5 } });
  office.portal.control.fault({ kind: 'refuse', code: 'FILE_FOLDER_ERROR', method: 'imbot.v2.File.upload' });
  office.put('a.txt', 'a');
  const run = office.start(['run', '--once']);
  await run.prints('waiting');

  const end = await run.end('SIGTERM');

  expect(end).toMatchObject({ code: 1, signal: null, stderr: '' });
});

test('what failed in an earlier run and was mended since is sent, and counts as delivered', async () => {
  const office = await Office.open();
  office.put('a.txt', 'a');
  office.portal.control.configure({ webhook: 'revoked' });
  expect((await office.run('run', '--once')).code).toBe(1);

  office.portal.control.configure({ webhook: 'active' });
  const { code, stdout } = await office.run('run', '--once');

  expect(stdout).toContain('1 delivered, 0 skipped, 0 need you, 0 waiting');
  expect(code).toBe(0);
});

test.each([
  ['is not there', 'nowhere', 'the folder is not there'],
  ['is never watched', '/', 'this folder is never watched'],
])('a folder that %s is no success: nobody can say that nothing is left in it', async (_, folder, words) => {
  const office = await Office.open({ watch: { folder } });

  const { code, stdout } = await office.run('run', '--once');

  expect(code).toBe(1);
  expect(stdout).toContain(words);
  expect(stdout).toMatch(/0 waiting, 1 not looked into\n$/);
});

test.each([
  ['is a file', (office: Office) => office.write('data', '')],
  ['lies within a file', (office: Office) => office.write('other', '')],
])('a data folder that %s is told in one sentence', async (what, spoil) => {
  const dataDir = what === 'is a file' ? 'data' : 'other/data';
  const office = await Office.open({ config: { dataDir } });
  spoil(office);

  for (const command of [['run'], ['send', office.put('a.txt', 'a'), '--to', 'chat5']]) {
    const { code, stdout, stderr } = await office.run(...command);

    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(
      /^chatdrop: the data folder .* cannot be used \(E\w+\): name another with --data\n$/,
    );
  }
});
