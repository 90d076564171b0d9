import { appendFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { Office, sha256 } from '#test/support/office.ts';

test('a file written in eight pieces over two seconds arrives once and whole', async () => {
  const office = await Office.open({ watch: { quietSeconds: 0.6 } });
  const run = office.start(['run']);
  await run.prints('watching');
  const pieces = Array.from({ length: 8 }, () => randomBytes(10_000));

  const path = join(office.folder, 'slow.bin');
  for (const piece of pieces) {
    appendFileSync(path, piece);
    await delay(250); // the writer's pace is the point of this test
  }
  await office.untilArrived(1);
  await run.end('SIGTERM');
  await office.run('run', '--once');

  expect(office.arrived().map(({ file }) => file.sha256)).toEqual([sha256(Buffer.concat(pieces))]);
});

test('a download that gets its name at the end arrives once, under that name', async () => {
  const office = await Office.open();
  const run = office.start(['run']);
  await run.prints('watching');

  writeFileSync(join(office.folder, 'a.part'), 'all of it');
  renameSync(join(office.folder, 'a.part'), join(office.folder, 'a.pdf'));
  await office.untilArrived(1);
  await run.end('SIGTERM');
  await office.run('run', '--once');

  expect(office.arrived().map(({ file }) => [file.name, file.sha256])).toEqual([
    ['a.pdf', sha256('all of it')],
  ]);
});

test('two hundred files in one burst arrive once, in the order in which they were written', async () => {
  const office = await Office.open();
  const run = office.start(['run']);
  await run.prints('watching');
  const names = Array.from({ length: 200 }, (_, at) => `page ${String(at + 1).padStart(3, '0')}.txt`);

  for (const name of names) office.put(name, `content of ${name}`);
  await office.untilArrived(200);
  const { code } = await run.end('SIGTERM');

  expect(code).toBe(0);
  expect(office.names()).toEqual(names);
});
