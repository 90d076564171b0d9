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

/** A process that stands still when it looks at this file, and says so: its first look never ends. */
function thatStandsStillAt(name: string): readonly string[] {
  const program = `
    import fs from 'node:fs';
    import { syncBuiltinESMExports } from 'node:module';
    const { lstatSync } = fs;
    fs.lstatSync = (path, options) => {
      if (String(path).endsWith(${JSON.stringify(name)})) {
        fs.writeSync(1, 'stands still');
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
      }
      return lstatSync(path, options);
    };
    syncBuiltinESMExports();
  `;
  return ['--import', `data:text/javascript,${encodeURIComponent(program)}`];
}

test('a watch from now on that is killed in each of its first looks sends what came since it began', async () => {
  const office = await Office.open({ watch: { existing: 'new' } });
  office.put('old.pdf', 'was there before');
  office.put('below/old too.pdf', 'was there before');
  for (const turn of [1, 2, 3]) {
    const program = office.start(['run'], { nodeOptions: thatStandsStillAt('old too.pdf') });
    await program.prints('stands still');
    await program.end('SIGKILL');
    office.put(`after kill ${turn}.pdf`, `came after kill ${turn}`);
  }

  await office.run('run', '--once');

  expect(office.names()).toEqual(['after kill 1.pdf', 'after kill 2.pdf', 'after kill 3.pdf']);
});
