import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Office } from '#test/support/office.ts';

/** A file whose answer was lost, in a chat that nobody may look into. */
async function officeInDoubt() {
  const office = await Office.open({ watch: { after: { move: 'Sent' } } });
  office.portal.control.configure({ scopes: ['imbot'] });
  office.portal.control.fault({ kind: 'cut', at: 'after-storing', method: 'imbot.v2.File.upload', times: 1 });
  office.put('a.txt', 'a');
  await office.run('run', '--once');
  const [row] = await office.history();
  return { office, row };
}

test('a file that only the user can find in the chat is delivered by confirming it: moved, and not sent again', async () => {
  const { office, row } = await officeInDoubt();
  expect(row).toMatchObject({ state: 'failed', code: 'delivery.undecided' });
  expect(row?.reason).toContain('chatdrop confirm');

  const { code, stdout } = await office.run('confirm', String(row?.id));
  const next = await office.run('run', '--once');

  expect([code, stdout]).toEqual([0, '1 recorded as delivered\n']);
  expect(next.code).toBe(0);
  expect(await office.history()).toMatchObject([{ state: 'delivered', code: null }]);
  expect(office.names()).toEqual(['a.txt']);
  expect(existsSync(join(office.folder, 'a.txt'))).toBe(false);
  expect(existsSync(join(office.folder, 'Sent', 'a.txt'))).toBe(true);
});

test('a file that is not in the chat is sent again by a retry', async () => {
  const { office, row } = await officeInDoubt();

  await office.run('retry', String(row?.id));
  const { code } = await office.run('run', '--once');

  expect(code).toBe(0);
  expect(office.arrived()).toHaveLength(2);
});

test('nothing else can be confirmed, and the answer says why', async () => {
  const office = await Office.open();
  office.put('a.txt', 'a');
  await office.run('run', '--once');
  const [row] = await office.history();

  const { code, stdout, stderr } = await office.run('confirm', String(row?.id), '99');

  expect(code).toBe(1);
  expect(stdout).toBe('0 recorded as delivered\n');
  expect(stderr).toContain(`${row?.id} is delivered: nobody doubts it`);
  expect(stderr).toContain('99 is no upload of this history');
});
