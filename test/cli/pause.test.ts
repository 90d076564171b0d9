import { expect, test } from 'vitest';
import { Office } from '#test/support/office.ts';

test('a running engine keeps to a pause that another process asks for, and goes on when told to', async () => {
  const office = await Office.open();
  const running = office.start(['run']);
  await running.prints('watching');
  const paused = await office.run('pause', '--for', '1h');
  expect(paused.code).toBe(0);
  expect(paused.stdout).toMatch(/^everything paused until /);
  await running.prints('everything  paused');

  office.put('a.pdf', 'content');
  await running.prints('a.pdf → chat5  queued');
  expect(await office.history()).toMatchObject([{ state: 'waiting', code: 'delivery.paused' }]);
  expect(office.names()).toEqual([]);

  expect((await office.run('resume')).stdout).toBe('everything goes on\n');
  await office.untilArrived(1);
});

test('a pause of one watch holds over the end of the program, and one that is unknown is named', async () => {
  const office = await Office.open();
  await office.run('run', '--once');
  expect((await office.run('pause', 'scan')).stderr).toContain(
    'no watch is called scan: expected one of scans',
  );

  await office.run('pause', 'scans');
  office.put('a.pdf', 'content');
  const once = await office.run('run', '--once');
  expect(once.code).toBe(1);
  expect(once.stdout).toContain('1 waiting');

  await office.run('resume', 'scans');
  expect(await office.run('run', '--once')).toMatchObject({ code: 0 });
  expect(office.names()).toEqual(['a.pdf']);
});

test('there is nothing to resume twice', async () => {
  const office = await Office.open();
  await office.run('run', '--once');

  expect((await office.run('resume')).stderr).toContain('nothing was paused');
});
