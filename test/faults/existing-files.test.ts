import { expect, test } from 'vitest';
import { Office } from '#test/support/office.ts';

/** A process that puts a file into the watched folder before it loads anything of ours. */
function thatBeginsWith(path: string): readonly string[] {
  const program = `
    import { writeFileSync } from 'node:fs';
    writeFileSync(${JSON.stringify(path)}, 'came while the program began');
  `;
  return ['--import', `data:text/javascript,${encodeURIComponent(program)}`];
}

test('a watch from now on sends what comes from the start of the program on, and always what came while it was away', async () => {
  const office = await Office.open({ watch: { existing: 'new' } });
  office.put('old.pdf', 'was there before');
  const first = office.start(['run', '--json'], {
    nodeOptions: thatBeginsWith(`${office.folder}/at the start.pdf`),
  });
  await office.untilArrived(1);
  await first.prints('"state":"watching"');
  office.put('while it runs.pdf', 'comes now');
  await office.untilArrived(2);
  await first.end('SIGKILL');

  office.put('while it was away.pdf', 'came meanwhile');
  const second = office.start(['run', '--json'], {
    nodeOptions: thatBeginsWith(`${office.folder}/at the next start.pdf`),
  });
  await office.untilArrived(4);
  await second.end('SIGTERM');
  await office.run('run', '--once');

  expect(office.names().toSorted()).toEqual([
    'at the next start.pdf',
    'at the start.pdf',
    'while it runs.pdf',
    'while it was away.pdf',
  ]);
});
