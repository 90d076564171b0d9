import { mkdirSync, renameSync, symlinkSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Office } from '#test/support/office.ts';

/** A watch that holds 21 old files. */
async function holding(): Promise<Office> {
  const office = await Office.open({ watch: { quietSeconds: 0.4, existing: 'new' } });
  await office.run('run', '--once');
  for (let file = 0; file < 21; file++) utimesSync(office.put(`${file}.pdf`, `old ${file}`), 1.5e9, 1.5e9);
  const { code, stdout } = await office.run('run', '--once');
  expect(stdout).toContain('0 delivered, 0 skipped, 21 need you');
  expect(code).toBe(1);
  expect(office.names()).toEqual([]);
  return office;
}

test('old files that a watch holds are sent once the user agrees, and not by retry --all', async () => {
  const office = await holding();
  expect((await office.run('retry', '--all')).stdout).toContain('0 back in the queue');

  expect((await office.run('approve', 'scans')).stdout).toContain('21 old files are in the queue');
  await office.run('run', '--once');

  expect(office.names()).toHaveLength(21);
});

test('old files that a watch holds are never sent where the user wants none', async () => {
  const office = await holding();

  expect((await office.run('approve', 'scans', '--none')).stdout).toContain('21 old files are not sent');
  const { code } = await office.run('run', '--once');

  expect(code).toBe(0);
  expect(office.names()).toEqual([]);
});

test('a folder that leads elsewhere is watched there once the user agrees; what lies there is not sent', async () => {
  const office = await Office.open({ watch: { quietSeconds: 0.4, existing: 'new' } });
  await office.run('run', '--once');
  renameSync(office.folder, join(office.root, 'away'));
  mkdirSync(join(office.root, 'elsewhere'));
  symlinkSync('elsewhere', office.folder);
  office.put('before.pdf', 'before');
  expect((await office.run('run', '--once')).code).toBe(1);

  expect((await office.run('approve', 'scans')).stdout).toContain('elsewhere');
  office.put('after.pdf', 'after');
  await office.run('run', '--once');

  expect(office.names()).toContain('after.pdf');
  expect(office.names()).not.toContain('before.pdf');
});

test('a watch that asks nothing, and one that does not exist, are told', async () => {
  const office = await Office.open();
  await office.run('run', '--once');

  expect((await office.run('approve', 'scans')).stdout).toContain('nothing waits for an answer');
  expect((await office.run('approve', 'other')).code).toBe(1);
});
