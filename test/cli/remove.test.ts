import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Office } from '#test/support/office.ts';

async function officeWithDelivery() {
  const office = await Office.open();
  office.put('a.txt', 'a');
  await office.run('run', '--once');
  const [row] = await office.history();
  return { office, id: String(row?.id) };
}

test('a removed file leaves the chat and stays in the history as removed', async () => {
  const { office, id } = await officeWithDelivery();

  const { code, stdout } = await office.run('remove', id);

  expect([code, stdout]).toEqual([0, 'a.txt → chat5  removed from the chat\n']);
  expect(office.names()).toEqual([]);
  expect(await office.history()).toMatchObject([{ state: 'removed', removedBy: 'command', code: null }]);
  const shown = await office.run('history', '--state', 'removed', '--json');
  expect(shown.stdout).toContain('"removedAt":"20');
});

test('a removed file is not sent again while it lies there, and is new when it is put back', async () => {
  const { office, id } = await officeWithDelivery();
  await office.run('remove', id);
  office.put('b.txt', 'b');
  await office.run('run', '--once');
  expect(office.names()).toEqual(['b.txt']);

  rmSync(join(office.folder, 'a.txt'));
  await office.run('run', '--once');
  office.put('a.txt', 'a');
  await office.run('run', '--once');

  expect(office.names()).toEqual(['b.txt', 'a.txt']);
});

test('a message that was gone already is recorded with its reason', async () => {
  const { office, id } = await officeWithDelivery();
  const [message] = office.arrived();
  office.portal.control.removeMessage(message?.id ?? 0);

  const { code, stdout } = await office.run('remove', id);

  expect(code).toBe(0);
  expect(stdout).toContain('removed from the chat: it was no longer in the chat');
});

test('what has no message is named, and nothing changes', async () => {
  const { office, id } = await officeWithDelivery();
  await office.run('remove', id);

  const { code, stderr } = await office.run('remove', id, '99');

  expect(code).toBe(1);
  expect(stderr).toContain(`${id} there is no message to remove`);
  expect(stderr).toContain('99 there is no message to remove');
});
