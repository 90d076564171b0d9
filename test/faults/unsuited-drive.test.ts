import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Office } from '#test/support/office.ts';
import { joinByFuse, mountFor, tellSkipped, whyNo, whyNoMounts } from './mounts.ts';

const isSkipped = tellSkipped('data folder on FUSE', whyNoMounts() ?? whyNo('bindfs'));

test.skipIf(isSkipped)(
  'a data folder whose drive lacks shared memory is told as that by run and doctor, and nothing is set aside',
  async () => {
    const office = await Office.open();
    office.put('a.pdf', 'a');
    const dataDir = join(office.root, 'data');
    mkdirSync(dataDir);
    joinByFuse(join(office.root, 'behind'), dataDir, '-o', 'direct_io');

    const run = await office.run('run', '--once');
    const doctor = await office.run('doctor');

    expect(run.code).toBe(1);
    expect(run.stderr).toContain('The drive cannot hold the history');
    expect(`${run.stderr}${doctor.stdout}`).not.toMatch(/is full|is damaged|set aside/);
    expect(office.names()).toEqual([]);
  },
);

test.skipIf(isSkipped)('a history that may only be read is not called damaged', async () => {
  const office = await Office.open();
  office.put('a.pdf', 'a');
  await office.run('run', '--once');
  const dataDir = join(office.root, 'data');
  mountFor(dataDir, '--bind', dataDir);
  mountFor(dataDir, '-o', 'remount,bind,ro');

  const { stdout } = await office.run('doctor');

  expect(stdout).not.toMatch(/is damaged/);
});

test.skipIf(isSkipped)('run warns of a data folder on a network drive, as doctor does', async () => {
  const office = await Office.open();
  const dataDir = join(office.root, 'data');
  mkdirSync(dataDir);
  joinByFuse(join(office.root, 'behind'), dataDir);

  const { code, stderr } = await office.run('run', '--once');

  expect(code).toBe(0);
  expect(stderr).toContain('lies on a network drive');
});
