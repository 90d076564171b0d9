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
